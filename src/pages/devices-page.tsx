import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { reviewOf } from "#data/approvals.ts";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { usePresence } from "#data/presence.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { isOnline } from "#domain/device-traits.ts";
import { REQUEST_LIFETIME_MS, requestExpiresAtMs } from "#domain/request-snapshot.ts";
import { ReviewDialog } from "#features/approvals/lazy-review-dialog.ts";
import { RequestGone } from "#features/approvals/request-gone.tsx";
import { useRequestWarnings } from "#features/approvals/use-request-warnings.ts";
import { useAddressedReview } from "#features/approvals/use-review.ts";
import { DeviceActions } from "#features/devices/device-actions.tsx";
import { ExportButton } from "#features/devices/export-button.tsx";
import { KeyboardHelp } from "#features/devices/lazy-keyboard-help.ts";
import { PairedDevices } from "#features/devices/paired-devices.tsx";
import { PendingRequests } from "#features/devices/pending-requests.tsx";
import { RowFocusContext } from "#features/devices/row-focus.tsx";
import { StaleNotice } from "#features/devices/stale-notice.tsx";
import { useHeldRequests } from "#features/devices/use-held-requests.ts";
import type { ConnectionState } from "#gateway/connection-state.ts";
import { usePageKeys } from "#features/devices/use-page-keys.ts";
import { usePairedView, type PairedView } from "#features/devices/use-paired-view.ts";
import { useSelection } from "#features/devices/use-selection.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { addressPart } from "#lib/address-part.ts";
import { safeText } from "#lib/safe-text.ts";
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
export default function DevicesPage({ gatewayUrl }: { readonly gatewayUrl: string }) {
  const query = useDeviceList(gatewayUrl);
  const { state, deviceId } = useConnectionSnapshot();
  const openDialog = useOpenDialog();
  const online = usePresence(gatewayUrl);
  const paired = usePairedView(query.data?.paired ?? NO_DEVICES, online, deviceId);
  const isConnected = state.phase === "connected";
  const list = query.data;
  return (
    <Page
      title="Devices"
      tabTitle="Devices"
      subtitle={list ? <Summary list={list} gatewayUrl={gatewayUrl} /> : "Who asks to come in, and who is in"}
      actions={
        <>
          {list && (
            <ExportButton
              {...paired}
              gatewayUrl={gatewayUrl}
              deviceCount={list.paired.length}
              readAtMs={query.dataUpdatedAt}
            />
          )}
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
        {list && !isConnected && <StaleNotice readAtMs={query.dataUpdatedAt} state={state} />}
        {isConnected && query.isError && (
          <ReadFailure error={query.error} onRetry={() => void query.refetch()} />
        )}
        {isConnected && !state.session.scopes.includes("operator.admin") && (
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
        <Lists list={list} paired={paired} gatewayUrl={gatewayUrl} isFrozen={!isConnected} />
      ) : (
        !query.isError && <SkeletonRows rows={4} label="Loading devices" />
      )}
    </Page>
  );
}

/** Gateways of protocol 4 show a session by device token that is no administrator only its own device. */
function seesOnlyItself(state: Extract<ConnectionState, { phase: "connected" }>): boolean {
  const method = state.session.authMethod ?? state.credential;
  return state.session.protocol >= 4 && method === "device-token";
}
const NO_DEVICES: readonly PairedDevice[] = [];

function ReadFailure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title="The device list could not be read"
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      The gateway says: <span className="font-mono text-sm">{safeText(error.message, 300).plain}</span>.
      Listing devices needs the right <span className="font-mono text-sm">operator.pairing</span>.{" "}
      <Link className="font-medium underline" to="/troubleshoot/missing-scope">
        Troubleshoot
      </Link>
    </Notice>
  );
}

function Summary({ list, gatewayUrl }: { readonly list: DeviceList; readonly gatewayUrl: string }) {
  const online = usePresence(gatewayUrl);
  const onlineCount = list.paired.filter((device) => isOnline(device, online)).length;
  return `${list.pending.length} waiting for approval · ${list.paired.length} paired, ${onlineCount} online`;
}

interface ListsProps {
  readonly list: DeviceList;
  readonly paired: PairedView;
  readonly gatewayUrl: string;
  readonly isFrozen: boolean;
}

function Lists({ list, paired, gatewayUrl, isFrozen }: ListsProps) {
  const { clockDifferenceMs, state } = useConnectionSnapshot();
  const openDialog = useOpenDialog();
  const canRename = state.phase === "connected" && state.session.methods.includes("device.pair.rename");
  const navigate = useNavigate();
  const dismissGone = useAddressedReview(list);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const held = useHeldRequests(list.pending);
  const warningsOf = useRequestWarnings(list);
  const selection = useSelection(list.paired);
  const pairedById = useMemo(
    () => new Map(list.paired.map((device) => [device.deviceId, device])),
    [list.paired],
  );
  const askingIds = useMemo(() => new Set(list.pending.map((request) => request.deviceId)), [list.pending]);
  useRereadAtExpiry(list.pending, gatewayUrl, clockDifferenceMs);

  const openReview = (request: PairingRequest) =>
    openDialog({ kind: "review", reviewed: reviewOf(request, list) });
  const viewDetails = useCallback(
    ({ deviceId }: PairedDevice) => void navigate(`/devices/${addressPart(deviceId)}`),
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
          isFrozen={isFrozen}
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

/** The gateway announces no expiry, so the list is read again when the next request's time is over. */
function useRereadAtExpiry(
  pending: readonly PairingRequest[],
  gatewayUrl: string,
  clockDifferenceMs: number,
): void {
  const { refetch } = useDeviceList(gatewayUrl);
  const connection = useConnection();
  useEffect(() => {
    const now = Date.now();
    const ends = pending.map((request) => requestExpiresAtMs(request, clockDifferenceMs) - now);
    const nextMs = Math.min(...ends.filter((leftMs) => leftMs > -RECENTLY_ENDED_MS));
    if (!Number.isFinite(nextMs)) return;
    const timer = setTimeout(
      () => {
        if (connection.getSnapshot().state.phase === "connected") void refetch();
      },
      // A time far ahead is a clock that is wrong, and beyond 24 days a timer would go off at once, again and again.
      Math.min(Math.max(nextMs, 0), REQUEST_LIFETIME_MS) + EXPIRY_GRACE_MS,
    );
    return () => clearTimeout(timer);
  }, [pending, clockDifferenceMs, connection, refetch]);
}

/** A request that is still listed this long after its end is alive: the device asked again. */
const RECENTLY_ENDED_MS = 5_000;
const EXPIRY_GRACE_MS = 500;
