import { useState } from "react";
import { useGateway } from "#data/gateway.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { Button } from "#ui/button.tsx";

/** Forgets the shared token and the password of the gateway in use. */
export function ForgetToken() {
  const { url: gatewayUrl, connection } = useGateway();
  // Renders again when the connection changes, since the stored credentials may have changed with it.
  useConnectionSnapshot();
  const [forgottenOf, setForgottenOf] = useState<string | null>(null);
  const hasOne = connection.hasSharedCredentials;
  return (
    <div className="space-y-2">
      <Button
        disabled={!hasOne}
        onClick={() => {
          connection.forgetSharedCredentials();
          setForgottenOf(gatewayUrl);
        }}
      >
        Forget the token of this gateway
      </Button>
      <p role="status" className="text-muted">
        {hasOne
          ? "This browser forgets the shared token and password. Its device token and its pairing stay."
          : forgottenOf === gatewayUrl
            ? "The shared token and password were forgotten. This browser still signs in with its device token. Other open tabs keep the token until you close them."
            : "No shared token or password is stored for this gateway."}
      </p>
    </div>
  );
}
