import { GatewayName } from "#components/gateway-name.tsx";
import { acceptIdentity } from "#data/gateway-facts.ts";
import { useGateway } from "#data/gateway.ts";
import { useKnownGateway } from "#data/gateway-in-use.ts";
import { fingerprintWords } from "#domain/fingerprint-words.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

/** Warns that another gateway than before answers at this address, as after a tunnel to another host. */
export function OtherGatewayNotice() {
  const gateway = useGateway();
  const { identity, otherIdentity } = useKnownGateway(gateway.url);
  if (identity === undefined || otherIdentity === undefined) return null;
  return (
    <Notice
      tone="danger"
      role="alert"
      title="Another gateway answers at this address"
      actions={
        <>
          <Button onClick={() => gateway.disconnect()}>Disconnect</Button>
          <Button variant="ghost" onClick={() => acceptIdentity(gateway.url)}>
            It is the right one
          </Button>
        </>
      }
    >
      <p>
        The gateway behind <GatewayName /> has another key than the last time: {words(otherIdentity)} instead
        of {words(identity)}. A tunnel may lead to another host, or the gateway was set up anew.
      </p>
      <p>
        Check which gateway this is before you approve anything. This browser’s token for this address was
        sent to it.
      </p>
    </Notice>
  );
}

function words(identity: string): string {
  return fingerprintWords(identity)?.join("-") ?? identity.slice(0, 12);
}
