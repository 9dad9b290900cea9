import type { ReactNode } from "react";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import { clientKind, platformText } from "#domain/client-kinds.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { fingerprintHex, fingerprintWords } from "#domain/fingerprint.ts";
import { hasOtherKey } from "#domain/grant.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

interface ReviewIdentityProps {
  readonly request: PairingRequest;
  readonly paired: PairedDevice | undefined;
}

/** Who is asking: first what cannot be forged, then what the device says about itself. */
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
            "The device id is no key fingerprint."
          )}
          <details className="font-mono text-[0.8rem] text-muted">
            <summary className="cursor-pointer">{hex ? `${hex.slice(0, 29)} …` : "Device id"}</summary>
            <span className="[overflow-wrap:anywhere]">{hex ?? safeText(request.deviceId, 128).plain}</span>
          </details>
        </Fact>
        {paired && (
          <Fact name="Key">
            {hasOtherKey(request, paired) ? (
              <Badge tone="danger">Not the key of the paired device</Badge>
            ) : (
              <Badge tone="good">Same key as the paired device</Badge>
            )}
          </Fact>
        )}
        <Fact name="App and system">
          {[clientKind(request).label, platform ?? "system unknown"].join(" · ")}
        </Fact>
        <Fact name="Address">
          {request.remoteIp ? (
            <HostileText text={safeText(request.remoteIp, 45)} />
          ) : (
            "The gateway does not say."
          )}
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

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
