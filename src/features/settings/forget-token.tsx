import { useState } from "react";
import { useGateway } from "#data/gateway.ts";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { Button } from "#ui/button.tsx";

/** Forgets the shared token and the password of the gateway in use. */
export function ForgetToken() {
  const { url: gatewayUrl } = useGateway();
  const connection = useConnection();
  // Whether there is one changes with the connection.
  useConnectionSnapshot();
  const [forgottenOf, setForgottenOf] = useState<string | null>(null);
  const hasOne = connection.hasSharedCredentials(gatewayUrl);
  return (
    <div className="mt-4 space-y-2">
      <Button
        disabled={!hasOne}
        onClick={() => {
          connection.forgetSharedCredentials(gatewayUrl);
          setForgottenOf(gatewayUrl);
        }}
      >
        Forget the token of this gateway
      </Button>
      <p role="status" className="text-muted">
        {hasOne
          ? "Forgets its shared token and password here. The device token of this browser stays, and so does its pairing."
          : forgottenOf === gatewayUrl
            ? "The shared token and password were forgotten. The device token of this browser stays, and it signs in with that. Other open tabs keep the token until they are closed."
            : "This browser keeps no shared token or password for this gateway."}
      </p>
    </div>
  );
}
