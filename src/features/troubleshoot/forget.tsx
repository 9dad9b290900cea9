import { useState } from "react";
import { useConnection } from "#data/connection-context.ts";
import { Button } from "#ui/button.tsx";

interface ForgetProps {
  readonly hasDeviceToken: boolean;
  readonly hasIdentity: boolean;
  readonly hasSharedCredential: boolean;
  readonly onForget: () => void;
}

/** Forgets what this browser has stored, the smaller thing first, each with what it means. */
export function Forget({ hasDeviceToken, hasIdentity, hasSharedCredential, onForget }: ForgetProps) {
  const connection = useConnection();
  const [isAsked, setAsked] = useState(false);
  if (!hasDeviceToken && !hasIdentity) return null;
  const forgetToken = async () => {
    onForget();
    await connection.forgetDeviceToken();
  };
  const forgetBrowser = async () => {
    onForget();
    setAsked(false);
    await connection.forgetBrowser();
  };
  return (
    <section className="space-y-3 rounded-xl border border-line bg-surface p-5">
      <h2 className="font-semibold">What this browser has stored</h2>
      {hasDeviceToken && (
        <div>
          <Button onClick={() => void forgetToken()}>Forget this browser&apos;s device token</Button>
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
              <Button variant="danger" onClick={() => void forgetBrowser()}>
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
