import { useGatewayTimes } from "#data/gateway-clock.ts";
import { clientKind, platformText } from "#domain/client-kinds.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { fingerprintWords } from "#domain/fingerprint-words.ts";
import { fingerprintHex } from "#domain/fingerprint.ts";
import { hasOtherKey } from "#domain/grant.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { Fact } from "#ui/fact.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

interface ReviewIdentityProps {
  readonly request: PairingRequest;
  readonly paired: PairedDevice | undefined;
}

/** Who is asking. The key cannot be forged and comes first; the rest is what the device says about itself. */
export function ReviewIdentity({ request, paired }: ReviewIdentityProps) {
  const words = fingerprintWords(request.deviceId);
  const hex = fingerprintHex(request.deviceId);
  const times = useGatewayTimes(1_000);
  const platform = platformText(request);
  return (
    <section>
      <h3 className="mb-3 font-semibold">Who is asking</h3>
      <dl className="space-y-3">
        <Fact name="Key fingerprint: compare it with the device">
          {words ? (
            <span className="text-lg font-semibold">{words.join(" · ")}</span>
          ) : (
            "The device ID is not a key fingerprint."
          )}
          <details className="font-mono text-[0.8rem] text-muted">
            <summary className="cursor-pointer">{hex ? `${hex.slice(0, 29)} …` : "Device ID"}</summary>
            <span className="[overflow-wrap:anywhere]">{hex ?? safeText(request.deviceId, 128).plain}</span>
          </details>
        </Fact>
        {paired && (
          <Fact name="Key">
            {hasOtherKey(request, paired) ? (
              <Badge tone="danger">Different key from the paired device</Badge>
            ) : (
              <Badge tone="good">Same key as the paired device</Badge>
            )}
          </Fact>
        )}
        <Fact name="App and system">
          {[clientKind(request).label, platform ?? "system unknown"].join(" · ")}
        </Fact>
        <Fact name="Address">
          {request.remoteIp ? <HostileText text={safeText(request.remoteIp, 45)} /> : "Not reported"}
        </Fact>
        {request.browserOrigin !== undefined && (
          <Fact name="Page">
            <HostileText text={safeText(request.browserOrigin, 80)} />
          </Fact>
        )}
        <Fact name="Asked">
          {times.age(request.requestedAtMs)}, at {times.clock(request.requestedAtMs)}
        </Fact>
      </dl>
    </section>
  );
}
