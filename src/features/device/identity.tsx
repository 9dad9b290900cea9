import type { ReactNode } from "react";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import { useIsOnline } from "#data/presence.ts";
import { clientKind, platformText } from "#domain/client-kinds.ts";
import type { PairedDevice } from "#domain/device.ts";
import { fingerprintHex, fingerprintWords } from "#domain/fingerprint.ts";
import { approvalWords } from "#domain/saved-views.ts";
import { safeText } from "#lib/safe-text.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

/** Who the device is: first what cannot be forged, then what it says about itself. */
export function Identity({ device }: { readonly device: PairedDevice }) {
  const isOnline = useIsOnline();
  const words = fingerprintWords(device.deviceId);
  const hex = fingerprintHex(device.deviceId) ?? safeText(device.deviceId, 128).plain;
  return (
    <section className="rounded-xl border border-line bg-surface p-5">
      <h2 className="mb-3 font-semibold">Identity</h2>
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <Fact name="Key fingerprint" isWide>
          {words && <p className="text-lg font-semibold">{words.join(" · ")}</p>}
          <p className="font-mono text-[0.8rem] [overflow-wrap:anywhere] text-muted">{hex}</p>
          <CopyButton text={device.deviceId} label="Copy device ID" size="small" className="mt-2" />
        </Fact>
        <Fact name="Calls itself">
          {device.displayName ? <HostileText text={safeText(device.displayName, 80)} /> : "It gives no name."}
        </Fact>
        <Fact name="App and system">
          {[clientKind(device).label, platformText(device) ?? "system unknown"].join(" · ")}
        </Fact>
        <Fact name="Address at the last pairing">
          {device.remoteIp ? (
            <HostileText text={safeText(device.remoteIp, 45)} />
          ) : (
            "The gateway does not say."
          )}
        </Fact>
        <Fact name="Approved">
          <Moment atMs={device.approvedAtMs} />
          {device.approvedVia && <> · {approvalWords(device.approvedVia)}</>}
        </Fact>
        <Fact name="First paired">
          <Moment atMs={device.createdAtMs} />
        </Fact>
        <Fact name="Last seen">
          {isOnline(device) ? "Online now" : <Moment atMs={device.lastSeenAtMs} />}
          {device.lastSeenReason && <> · {safeText(device.lastSeenReason, 40).plain}</>}
        </Fact>
      </dl>
    </section>
  );
}

function Moment({ atMs }: { readonly atMs: number | undefined }) {
  const times = useGatewayTimes();
  if (atMs === undefined) return "The gateway does not say.";
  return (
    <>
      {times.dateTime(atMs)} <span className="text-muted">({times.age(atMs)})</span>
    </>
  );
}

function Fact({
  name,
  isWide = false,
  children,
}: {
  readonly name: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={isWide ? "sm:col-span-2" : ""}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
