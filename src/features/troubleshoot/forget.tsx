import { useState } from "react";
import { useConnection } from "#data/connection-context.ts";
import { useGateways } from "#data/gateways.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Notice } from "#ui/notice.tsx";

interface ForgetProps {
  readonly hasDeviceToken: boolean;
  readonly hasIdentity: boolean;
  readonly hasSharedCredential: boolean;
  readonly onForgotten: () => void;
}

/** Deletes what this browser has stored, in two degrees. */
export function Forget({ hasDeviceToken, hasIdentity, hasSharedCredential, onForgotten }: ForgetProps) {
  const connection = useConnection();
  const gateways = useGateways();
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (!hasDeviceToken && !hasIdentity) return null;
  const forget = async (run: () => Promise<void>) => {
    setAsked(false);
    setFailure(null);
    try {
      await run();
      onForgotten();
    } catch (error) {
      setFailure(String(error));
    }
  };
  return (
    <Card title="Stored in this browser">
      {failure !== null && (
        <Notice tone="danger" role="alert" title="Nothing was forgotten">
          <p>The browser could not change its storage: {safeText(failure, 300).plain}</p>
          <p>
            Close other tabs of this page and try again, or delete this site’s data in the browser’s settings.
          </p>
        </Notice>
      )}
      {hasDeviceToken && (
        <div>
          <Button onClick={() => void forget(() => connection.forgetDeviceToken())}>
            Forget this browser&apos;s device token
          </Button>
          <p className="mt-1 text-sm text-muted">
            {hasSharedCredential
              ? "The pairing stays. This browser then signs in with the shared token and gets a new device token."
              : "The pairing stays. Enter the shared token afterwards to sign in and get a new device token."}
          </p>
        </div>
      )}
      {hasIdentity && (
        <div>
          {isAsked ? (
            <div className="flex flex-wrap gap-2">
              <Button variant="danger" onClick={() => void forget(() => gateways.forgetBrowser())}>
                Yes, make it a new device
              </Button>
              <Button onClick={() => setAsked(false)}>Keep it</Button>
            </div>
          ) : (
            <Button variant="danger" onClick={() => setAsked(true)}>
              Forget this browser
            </Button>
          )}
          <p className="mt-1 text-sm text-muted">
            Deletes this browser’s key and all its device tokens, for every gateway, and its copy of this
            page. Each gateway then sees a new device that must be approved; the old pairing stays and should
            be removed.
          </p>
        </div>
      )}
    </Card>
  );
}
