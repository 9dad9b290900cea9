import { Fingerprint } from "#components/key-fingerprint.tsx";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import { useIsOnline } from "#data/presence.ts";
import { clientKind, platformText } from "#domain/client-kinds.ts";
import type { PairedDevice } from "#domain/device.ts";
import { approvalWords } from "#domain/saved-views.ts";
import { safeText } from "#lib/safe-text.ts";
import { Card } from "#ui/card.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { Fact } from "#ui/fact.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

/** Who the device is. The key cannot be forged and comes first; most of the rest is what the device says about itself. */
export function Identity({ device }: { readonly device: PairedDevice }) {
  const isOnline = useIsOnline();
  return (
    <Card title="Identity">
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <Fact name="Key fingerprint" isWide>
          <Fingerprint deviceId={device.deviceId} />
          <CopyButton text={device.deviceId} label="Copy device ID" size="small" className="mt-2" />
        </Fact>
        <Fact name="Reported name">
          {device.displayName ? <HostileText text={safeText(device.displayName, 80)} /> : "None"}
        </Fact>
        <Fact name="App and system">
          {[clientKind(device).label, platformText(device) ?? "system unknown"].join(" · ")}
        </Fact>
        <Fact name="Address when last paired">
          {device.remoteIp ? <HostileText text={safeText(device.remoteIp, 45)} /> : "Not reported"}
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
    </Card>
  );
}

function Moment({ atMs }: { readonly atMs: number | undefined }) {
  const times = useGatewayTimes();
  if (atMs === undefined) return "Not reported";
  return (
    <>
      {times.dateTime(atMs)} <span className="text-muted">({times.age(atMs)})</span>
    </>
  );
}
