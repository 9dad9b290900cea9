import { useMemo, useRef, useState } from "react";
import { FindingLink } from "#components/links.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { mayHaveNodes } from "#data/node-watch.ts";
import { useIsOnline, usePresence } from "#data/presence.ts";
import { seesOnlyItself, useHello } from "#data/session.ts";
import { usePreference } from "#data/use-preference.ts";
import { wasReviewed } from "#data/was-reviewed.ts";
import type { PairedDevice } from "#domain/device.ts";
import { PendingRequests } from "#features/approvals/pending-requests.tsx";
import { useHeldRequests } from "#features/approvals/use-held-requests.ts";
import { useOpenReview, useReviewAddress } from "#features/approvals/use-review.ts";
import { ExportButton } from "#features/devices/export-button.tsx";
import { ListNotices } from "#features/devices/list-notices.tsx";
import { PairedDevices } from "#features/devices/paired-devices.tsx";
import { usePageKeys } from "#features/devices/use-page-keys.ts";
import { usePairedView, type PairedView } from "#features/devices/use-paired-view.ts";
import { useSelection } from "#components/use-selection.ts";
import { useViewDetails } from "#features/devices/use-view-details.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { Page } from "#ui/page.tsx";
import { RowFocusContext } from "#ui/row-focus.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";
import { WhenIdle } from "#ui/when-idle.tsx";

const KeyboardHelp = loadOnDemand(() => import("#features/devices/keyboard-help.tsx"), "KeyboardHelp");
// Most sessions are an administrator's.
const LimitedNotice = loadOnDemand(() => import("#features/devices/limited-notice.tsx"), "LimitedNotice");

// A notification leads to it.
const AddressedReview = loadOnDemand(
  () => import("#features/approvals/addressed-review.tsx"),
  "AddressedReview",
);

const TurnedAwayLink = loadOnDemand(
  () => import("#features/turned-away/turned-away-link.tsx"),
  "TurnedAwayLink",
);

const LastReview = loadOnDemand(() => import("./review-parts.tsx"), "LastReview");

// Most gateways have no node.
const NodeCommands = loadOnDemand(
  () => import("#features/node-commands/node-commands-table.tsx"),
  "NodeCommands",
);

/** Pending requests and paired devices. */
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
      subtitle={list ? <Summary list={list} /> : "Pending requests and paired devices"}
      actions={
        <>
          {list && <ExportButton {...paired} deviceCount={list.paired.length} readAtMs={list.readAtMs} />}
          <Button disabled={!isConnected} onClick={() => openDialog({ kind: "add-device" })}>
            Add a device…
          </Button>
          <Button disabled={!isConnected || !list} onClick={() => openDialog({ kind: "clear" })}>
            Clear devices…
          </Button>
          {/* Not disabled during the refetch, since a disabled button loses the focus. */}
          <Button disabled={!isConnected} onClick={() => void query.refetch()}>
            Refresh
          </Button>
        </>
      }
    >
      <div className="space-y-3 not-empty:mb-6">
        <ListNotices />
        {isConnected && !state.hello.scopes.includes("operator.admin") && (
          <OnDemand what="The notice about limited access">
            <LimitedNotice seesOnlyItself={seesOnlyItself(state)} />
          </OnDemand>
        )}
        {list && list.unreadable > 0 && (
          <Notice
            tone="warn"
            title={`${list.unreadable} ${list.unreadable === 1 ? "entry" : "entries"} could not be read`}
          >
            This page does not understand part of the gateway’s list. Everything else is shown.{" "}
            <FindingLink />
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
  const isReviewed = usePreference(wasReviewed);
  const counts = `${list.pending.length} waiting for approval · ${list.paired.length} paired`;
  if (!isConnected) return counts;
  return (
    <>
      {counts}, {list.paired.filter(isOnline).length} online
      <WhenIdle>
        <OnDemand what="The word about who is turned away" onClose={() => undefined}>
          <TurnedAwayLink />
        </OnDemand>
        {isReviewed && (
          <OnDemand what="The word about the last review" onClose={() => undefined}>
            <LastReview />
          </OnDemand>
        )}
      </WhenIdle>
    </>
  );
}

interface ListsProps {
  readonly list: DeviceList;
  readonly paired: PairedView;
  readonly isFrozen: boolean;
}

function Lists({ list, paired, isFrozen }: ListsProps) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const methods = useHello()?.methods ?? [];
  const searchBox = useRef<HTMLInputElement>(null);
  const held = useHeldRequests(list.pending);
  const selection = useSelection(list.paired);
  const askingIds = useMemo(() => new Set(list.pending.map((request) => request.deviceId)), [list.pending]);
  const openReview = useOpenReview(list);
  const { wantedId } = useReviewAddress();
  const viewDetails = useViewDetails();
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
      {wantedId !== null && (
        <OnDemand what="The request that the address asks for">
          <AddressedReview list={list} isFrozen={isFrozen} />
        </OnDemand>
      )}
      <PendingRequests list={list} held={held} isFrozen={isFrozen} onReview={openReview} />
      {mayHaveNodes(list, methods) && (
        <WhenIdle>
          <OnDemand what="The list of node commands">
            <NodeCommands />
          </OnDemand>
        </WhenIdle>
      )}
      <div {...held.region}>
        <PairedDevices
          {...paired}
          {...selection}
          devices={list.paired}
          askingIds={askingIds}
          searchRef={searchBox}
        />
      </div>
      <p className="mt-4 text-sm text-muted max-lg:hidden">
        <Button variant="ghost" size="small" onClick={() => setHelpOpen(true)}>
          Keyboard shortcuts <kbd className="rounded-md border border-line-strong px-1.5 font-mono">?</kbd>
        </Button>
      </p>
      {isHelpOpen && (
        <OnDemand what="The list of shortcuts" onClose={() => setHelpOpen(false)}>
          <KeyboardHelp onClose={() => setHelpOpen(false)} />
        </OnDemand>
      )}
    </RowFocusContext>
  );
}
