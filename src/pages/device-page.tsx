import { Link, useParams } from "react-router";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { usePresence } from "#data/presence.ts";
import type { PairedDevice } from "#domain/device.ts";
import { isOnline } from "#domain/device-traits.ts";
import { fingerprintWords } from "#domain/fingerprint.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { DeviceHistory } from "#features/activity/device-history.tsx";
import { CommandLine } from "#features/device/command-line.tsx";
import { Grants } from "#features/device/grants.tsx";
import { Identity } from "#features/device/identity.tsx";
import { Tokens } from "#features/device/tokens.tsx";
import { StaleNotice } from "#features/devices/stale-notice.tsx";
import type { DeviceList } from "#gateway/messages.ts";
import { addressPart } from "#lib/address-part.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { Page } from "#ui/page.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";

/** One device: who it is, what it may do, its tokens, what happened to it, and everything that can be done. */
export default function DevicePage({ gatewayUrl }: { readonly gatewayUrl: string }) {
  const { deviceId = "" } = useParams();
  const query = useDeviceList(gatewayUrl);
  const { state } = useConnectionSnapshot();
  const device = query.data?.paired.find((paired) => paired.deviceId === deviceId);
  if (!query.data && !query.isError) return <SkeletonRows rows={3} label="Loading device" />;
  if (!device || !query.data) {
    return (
      <Page title="Device not found" tabTitle="Device not found">
        <Empty title="No paired device has this id">
          <span className="font-mono text-sm [overflow-wrap:anywhere]">{safeText(deviceId, 80).plain}</span>
          <br />
          It may have been removed. <BackLink />
        </Empty>
      </Page>
    );
  }
  const name = shownName(device).safe;
  return (
    <Page
      title={<HostileText text={name} />}
      tabTitle={name.plain}
      subtitle={
        <>
          <span className="font-mono text-[0.9em]">{shortDeviceId(deviceId)}</span>
          {" · "}
          {fingerprintWords(deviceId)?.join("-") ?? "no key fingerprint"}
        </>
      }
      actions={<Actions device={device} />}
    >
      <div className="space-y-4">
        {state.phase !== "connected" && <StaleNotice readAtMs={query.data.readAtMs} state={state} />}
        <Standing device={device} list={query.data} gatewayUrl={gatewayUrl} />
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="space-y-4">
            <Identity device={device} />
            <Tokens device={device} />
            <DeviceHistory gatewayUrl={gatewayUrl} deviceId={deviceId} />
          </div>
          <div className="space-y-4">
            <Grants device={device} />
            <CommandLine device={device} />
          </div>
        </div>
        <p>
          <BackLink />
        </p>
      </div>
    </Page>
  );
}

function Actions({ device }: { readonly device: PairedDevice }) {
  const open = useOpenDialog();
  const { state } = useConnectionSnapshot();
  const isConnected = state.phase === "connected";
  const canRename = isConnected && state.hello.methods.includes("device.pair.rename");
  return (
    <>
      <Button disabled={!isConnected} onClick={() => open({ kind: "rotate", device })}>
        Rotate token…
      </Button>
      <Button disabled={!isConnected} onClick={() => open({ kind: "revoke", device })}>
        Revoke token…
      </Button>
      {canRename && <Button onClick={() => open({ kind: "rename", device })}>Rename…</Button>}
      <Button variant="danger" disabled={!isConnected} onClick={() => open({ kind: "remove", device })}>
        Remove device…
      </Button>
    </>
  );
}

interface StandingProps {
  readonly device: PairedDevice;
  readonly list: DeviceList;
  readonly gatewayUrl: string;
}

/** What is going on with it right now. */
function Standing({ device, list, gatewayUrl }: StandingProps) {
  const { deviceId: thisDeviceId, state } = useConnectionSnapshot();
  const online = usePresence(gatewayUrl);
  const request = list.pending.find(({ deviceId }) => deviceId === device.deviceId);
  const isOnlineNow = state.phase === "connected" && isOnline(device, online);
  return (
    <>
      {(isOnlineNow || device.deviceId === thisDeviceId) && (
        <p className="flex flex-wrap gap-2">
          {device.deviceId === thisDeviceId && <Badge tone="accent">This browser</Badge>}
          {isOnlineNow && <Badge tone="good">Online</Badge>}
        </p>
      )}
      {request && (
        <Notice tone="warn" title="It asks for more, or to be let in again">
          <Link
            className="font-medium text-accent-text underline"
            to={`/devices?review=${addressPart(request.requestId)}`}
          >
            Review its request
          </Link>
        </Notice>
      )}
    </>
  );
}

function BackLink() {
  return (
    <Link className="text-accent-text underline" to="/devices">
      Back to all devices
    </Link>
  );
}
