import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { reviewOf } from "#data/approvals.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { keepDevicesView } from "#data/devices-view.ts";
import { useIsOnline, usePresence } from "#data/presence.ts";
import { seesOnlyItself, useHello } from "#data/session.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { readView, writeView } from "#domain/device-view.ts";
import { ReviewDialog } from "#features/approvals/lazy-review-dialog.ts";
import { RequestGone } from "#features/approvals/request-gone.tsx";
import { useRequestWarnings } from "#features/approvals/use-request-warnings.ts";
import { useAddressedReview } from "#features/approvals/use-review.ts";
import { DeviceActions } from "#features/devices/device-actions.tsx";
import { ExportButton } from "#features/devices/export-button.tsx";
import { KeyboardHelp } from "#features/devices/lazy-keyboard-help.ts";
import { ListNotices } from "#features/devices/list-notices.tsx";
import { PairedDevices } from "#features/devices/paired-devices.tsx";
import { PendingRequests } from "#features/devices/pending-requests.tsx";
import { RowFocusContext } from "#features/devices/row-focus.tsx";
import { useHeldRequests } from "#features/devices/use-held-requests.ts";
import { useRereadAtEnd } from "#features/devices/use-reread-at-end.ts";
import { usePageKeys } from "#features/devices/use-page-keys.ts";
import { usePairedView, type PairedView } from "#features/devices/use-paired-view.ts";
import { useSelection } from "#features/devices/use-selection.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { addressParameters } from "#lib/address-parameters.ts";
import { addressPart } from "#lib/address-part.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { Page } from "#ui/page.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";

// Most sessions are an administrator's.
const LimitedNotice = loadOnDemand(() =>
  import("#features/devices/limited-notice.tsx").then((module) => module.LimitedNotice),
);

/** Who waits, who is in. */
export default function DevicesPage() {
  const query = useDeviceList();
  const { state, deviceId } = useConnectionSnapshot();
  const openDialog = useOpenDialog();
  const online = usePresence();
  const paired = usePairedView(query.data?.paired ?? NO_DEVICES, online, deviceId);
  const isConnected = state.phase === "connected";
  const list = query.data;
  return (
    <Page
      title="Devices"
      tabTitle="Devices"
      subtitle={list ? <Summary list={list} /> : "Who asks to come in, and who is in"}
      actions={
        <>
          {list && <ExportButton {...paired} deviceCount={list.paired.length} readAtMs={list.readAtMs} />}
          <Button disabled={!isConnected || !list} onClick={() => openDialog({ kind: "clear" })}>
            Clear devices…
          </Button>
          {/* Not disabled while it reads: a button that is disabled loses the focus. */}
          <Button disabled={!isConnected} onClick={() => void query.refetch()}>
            Refresh
          </Button>
        </>
      }
    >
      <div className="space-y-3 not-empty:mb-6">
        <ListNotices />
        {isConnected && !state.hello.scopes.includes("operator.admin") && (
          <OnDemand what="What this browser may not do">
            <LimitedNotice seesOnlyItself={seesOnlyItself(state)} />
          </OnDemand>
        )}
        {list && list.unreadable > 0 && (
          <Notice
            tone="warn"
            title={`${list.unreadable} ${list.unreadable === 1 ? "entry" : "entries"} could not be read`}
          >
            The gateway lists something that this page does not understand. Everything else is shown;{" "}
            <Link className="underline" to="/troubleshoot">
              Troubleshoot
            </Link>{" "}
            tells more.
          </Notice>
        )}
      </div>
      {list ? (
        <Lists list={list} paired={paired} isFrozen={!isConnected} />
      ) : (
        !query.isError && <SkeletonRows rows={4} label="Loading devices" />
      )}
    </Page>
  );
}

const NO_DEVICES: readonly PairedDevice[] = [];

function Summary({ list }: { readonly list: DeviceList }) {
  const isConnected = useHello() !== null;
  const isOnline = useIsOnline();
  const counts = `${list.pending.length} waiting for approval · ${list.paired.length} paired`;
  if (!isConnected) return counts;
  return `${counts}, ${list.paired.filter(isOnline).length} online`;
}

interface ListsProps {
  readonly list: DeviceList;
  readonly paired: PairedView;
  readonly isFrozen: boolean;
}

function Lists({ list, paired, isFrozen }: ListsProps) {
  const { clockDifferenceMs } = useConnectionSnapshot();
  const openDialog = useOpenDialog();
  const canRename = useHello()?.methods.includes("device.pair.rename") ?? false;
  const navigate = useNavigate();
  const dismissGone = useAddressedReview(list);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const held = useHeldRequests(list.pending);
  const pairedById = useMemo(
    () => new Map(list.paired.map((device) => [device.deviceId, device])),
    [list.paired],
  );
  const warningsOf = useRequestWarnings(list);
  const selection = useSelection(list.paired);
  const askingIds = useMemo(() => new Set(list.pending.map((request) => request.deviceId)), [list.pending]);
  const isOnline = useIsOnline();
  useRereadAtEnd(list, clockDifferenceMs);

  const latestList = useRef(list);
  useEffect(() => {
    latestList.current = list;
  }, [list]);
  const openReview = useCallback(
    (request: PairingRequest) =>
      openDialog({ kind: "review", reviewed: reviewOf(request, latestList.current) }),
    [openDialog],
  );
  const viewDetails = useCallback(
    ({ deviceId }: PairedDevice) => {
      const view = writeView(new URLSearchParams(), readView(addressParameters())).toString();
      void navigate(`/devices/${addressPart(deviceId)}`, { state: keepDevicesView(view && `?${view}`) });
    },
    [navigate],
  );
  const renderActions = useCallback(
    (device: PairedDevice) => (
      <DeviceActions
        device={device}
        onViewDetails={() => viewDetails(device)}
        onOpen={openDialog}
        canRename={canRename}
        isFrozen={isFrozen}
      />
    ),
    [viewDetails, openDialog, canRename, isFrozen],
  );
  const removeSelected = () =>
    openDialog({
      kind: "remove-selected",
      devices: list.paired.filter(({ deviceId }) => selection.selected.has(deviceId)),
    });
  const rowFocus = usePageKeys({
    requests: held.shown,
    devices: paired.rows,
    onReview: (request) => !isFrozen && openReview(request),
    onViewDetails: viewDetails,
    onToggle: ({ deviceId }) => selection.onSelect([deviceId], !selection.selected.has(deviceId)),
    onSearch: () => searchBox.current?.focus(),
    onHelp: () => setHelpOpen(true),
  });
  return (
    <RowFocusContext value={rowFocus}>
      {dismissGone && !isFrozen && (
        <div className="mb-6">
          <RequestGone onDismiss={dismissGone} />
        </div>
      )}
      <PendingRequests
        requests={held.shown}
        heldCount={held.heldCount}
        onShowHeld={held.showAll}
        pairedById={pairedById}
        warningsOf={warningsOf}
        readAtMs={list.readAtMs}
        clockDifferenceMs={clockDifferenceMs}
        isFrozen={isFrozen}
        onApproach={ReviewDialog.preload}
        onReview={openReview}
        onRejectAll={(address, requests) => openDialog({ kind: "reject-all", address, requests })}
      />
      <div {...held.region}>
        <PairedDevices
          {...paired}
          {...selection}
          devices={list.paired}
          askingIds={askingIds}
          searchRef={searchBox}
          selectionActions={
            <Button variant="danger" size="small" disabled={isFrozen} onClick={removeSelected}>
              Remove selected…
            </Button>
          }
          isOnline={isOnline}
          renderActions={renderActions}
        />
      </div>
      <p className="mt-4 text-sm text-muted max-lg:hidden">
        <Button variant="ghost" size="small" onClick={() => setHelpOpen(true)}>
          Keyboard shortcuts <kbd className="rounded-md border border-line-strong px-1.5 font-mono">?</kbd>
        </Button>
      </p>
      {isHelpOpen && (
        <OnDemand what="The list of keys" onClose={() => setHelpOpen(false)}>
          <KeyboardHelp onClose={() => setHelpOpen(false)} />
        </OnDemand>
      )}
    </RowFocusContext>
  );
}
