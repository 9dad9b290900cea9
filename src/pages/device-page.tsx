import { useId } from "react";
import { useParams } from "react-router";
import { useDevicesView } from "#components/devices-view.ts";
import { PlaceLink, ReviewLink } from "#components/links.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useIsOnline } from "#data/presence.ts";
import { seesOnlyItself, useHello } from "#data/session.ts";
import type { PairedDevice } from "#domain/device.ts";
import { hasNodeRoleBesides, whyNotRevocable } from "#domain/device-traits.ts";
import { fingerprintWords } from "#domain/fingerprint-words.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { NodeSteps } from "#components/node-progress.tsx";
import { DeviceHistory } from "#features/activity/device-history.tsx";
import { CommandLine } from "#features/device/command-line.tsx";
import { Grants } from "#features/device/grants.tsx";
import { Identity } from "#features/device/identity.tsx";
import { LiveRights } from "#features/device/live-rights.tsx";
import { Tokens } from "#features/device/tokens.tsx";
import { ListNotices } from "#features/devices/list-notices.tsx";
import type { DeviceList } from "#gateway/messages.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { Page } from "#ui/page.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";

/** One device, its access, tokens and history, and all actions. */
export default function DevicePage() {
  const { deviceId = "" } = useParams();
  const query = useDeviceList();
  const { state } = useConnectionSnapshot();
  const device = query.data?.paired.find((paired) => paired.deviceId === deviceId);
  const isConnected = state.phase === "connected";
  if (!query.data) {
    if (!isConnected || !query.isError) return <SkeletonRows rows={3} label="Loading device" />;
    return (
      <Page title={shortDeviceId(deviceId)} tabTitle={shortDeviceId(deviceId)}>
        <div className="space-y-4">
          <ListNotices />
          <p>
            <BackLink />
          </p>
        </div>
      </Page>
    );
  }
  if (!device) {
    return (
      <Page title="Device not found" tabTitle="Device not found">
        <div className="space-y-4">
          <ListNotices />
          <Empty title="No paired device has this ID">
            <span className="font-mono text-sm [overflow-wrap:anywhere]">{safeText(deviceId, 80).plain}</span>
            <br />
            {whyMissing(seesOnlyItself(state), query.data.unreadable)} <BackLink />
          </Empty>
        </div>
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
        <ListNotices />
        <Standing device={device} list={query.data} />
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="space-y-4">
            {isConnected && device.roles.includes("node") && (
              <div className="rounded-xl border border-line bg-surface p-5">
                <NodeSteps deviceId={deviceId} />
              </div>
            )}
            <Identity device={device} />
            <Tokens device={device} />
            <DeviceHistory deviceId={deviceId} />
          </div>
          <div className="space-y-4">
            <Grants device={device} />
            <LiveRights device={device} />
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

function whyMissing(isOnlyItselfSeen: boolean, unreadableCount: number): string {
  if (isOnlyItselfSeen) return "The gateway shows this browser only its own device.";
  if (unreadableCount > 0) return "It may have been removed, or its entry could not be read.";
  return "It may have been removed.";
}

function Actions({ device }: { readonly device: PairedDevice }) {
  const open = useOpenDialog();
  const hello = useHello();
  const isConnected = hello !== null;
  const canRename = hello?.methods.includes("device.pair.rename");
  const reason = whyNotRevocable(device);
  const reasonId = useId();
  return (
    <div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={!isConnected} onClick={() => open({ kind: "rotate", device })}>
          Rotate token…
        </Button>
        <Button
          disabled={!isConnected || reason !== null}
          aria-describedby={reason === null ? undefined : reasonId}
          onClick={() => open({ kind: "revoke", device })}
        >
          Revoke token…
        </Button>
        {canRename && <Button onClick={() => open({ kind: "rename", device })}>Rename…</Button>}
        {hello?.methods.includes("node.pair.remove") && hasNodeRoleBesides(device) && (
          <Button variant="danger" onClick={() => open({ kind: "remove-node-role", device })}>
            Remove node role…
          </Button>
        )}
        <Button variant="danger" disabled={!isConnected} onClick={() => open({ kind: "remove", device })}>
          Remove device…
        </Button>
      </div>
      {reason !== null && (
        <p id={reasonId} className="mt-2 text-sm text-muted sm:text-right">
          Nothing to revoke. {reason}.
        </p>
      )}
    </div>
  );
}

interface StandingProps {
  readonly device: PairedDevice;
  readonly list: DeviceList;
}

/** The current state of the device and what it waits for. */
function Standing({ device, list }: StandingProps) {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const isOnlineNow = useIsOnline()(device);
  const request = list.pending.find(({ deviceId }) => deviceId === device.deviceId);
  return (
    <>
      {(isOnlineNow || device.deviceId === thisDeviceId) && (
        <p className="flex flex-wrap gap-2">
          {device.deviceId === thisDeviceId && <Badge tone="accent">This browser</Badge>}
          {isOnlineNow && <Badge tone="good">Online</Badge>}
        </p>
      )}
      {request && (
        <Notice tone="warn" title="This device has a pending request">
          <ReviewLink requestId={request.requestId} />
        </Notice>
      )}
    </>
  );
}

function BackLink() {
  const devicesView = useDevicesView();
  return <PlaceLink to={`/devices${devicesView()}`}>Back to all devices</PlaceLink>;
}
