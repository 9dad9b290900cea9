import { useState } from "react";
import { useConnection } from "#data/connection-context.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

interface ForgetProps {
  readonly hasDeviceToken: boolean;
  readonly hasIdentity: boolean;
  readonly hasSharedCredential: boolean;
  readonly onForgotten: () => void;
}

/** Forgets what this browser has stored, the smaller thing first, each with what it means. */
export function Forget({ hasDeviceToken, hasIdentity, hasSharedCredential, onForgotten }: ForgetProps) {
  const connection = useConnection();
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
    <section className="space-y-3 rounded-xl border border-line bg-surface p-5">
      <h2 className="font-semibold">What this browser has stored</h2>
      {failure !== null && (
        <Notice tone="danger" role="alert" title="Nothing was forgotten">
          <p>This browser refused to change what it has stored: {safeText(failure, 300).plain}</p>
          <p>
            Close other tabs of this page and try again, or delete the data of this site in the browser’s
            settings.
          </p>
        </Notice>
      )}
      {hasDeviceToken && (
        <div>
          <Button onClick={() => void forget(() => connection.forgetDeviceToken())}>
            Forget this browser&apos;s device token
          </Button>
          <p className="mt-1 text-sm text-muted">
            The pairing stays. {hasSharedCredential ? "It then signs in" : "Then enter the shared token:"}{" "}
            {hasSharedCredential ? "with the shared token at once, " : "with it the browser signs in "}
            and gets a fresh device token.
          </p>
        </div>
      )}
      {hasIdentity && (
        <div>
          {isAsked ? (
            <div className="flex flex-wrap gap-2">
              <Button variant="danger" onClick={() => void forget(() => connection.forgetBrowser())}>
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
            Deletes its key and all its device tokens, for every gateway. Each of them then sees a new device
            that has to be approved; the old pairing stays behind and should be removed.
          </p>
        </div>
      )}
    </section>
  );
}
