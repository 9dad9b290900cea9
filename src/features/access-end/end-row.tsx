import { useEffect, useEffectEvent } from "react";
import { NameAndId } from "#components/name-and-id.tsx";
import { GatewayName } from "#components/gateway-name.tsx";
import { forgetEnd } from "#data/access-ends.ts";
import { useBulkRun, type BulkItem } from "#data/bulk.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useHasSeveralGateways } from "#data/gateway-in-use.ts";
import { useHello } from "#data/session.ts";
import { guardOf } from "#domain/administrators.ts";
import type { PairedDevice } from "#domain/device.ts";
import { activeTokens } from "#domain/device-traits.ts";
import { shownName } from "#domain/names.ts";
import { explainRequestError } from "#domain/recovery/request-errors.ts";
import type { AccessEnd } from "#domain/review/access-end.ts";
import { formatDate } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";

interface EndRowProps {
  readonly end: AccessEnd;
  readonly isDue: boolean;
  /** The access has ended; the row goes. @param result what was done */
  readonly onEnded: (result: string) => void;
}

/** One device whose access ends, on the gateway of this part of the page. */
export function EndRow({ end, isDue, onEnded }: EndRowProps) {
  const { deviceId, name, endsOn, how } = end;
  const list = useDeviceList().data;
  const device = list?.paired.find((one) => one.deviceId === deviceId);
  const hasSeveral = useHasSeveralGateways();
  const shown = { deviceId, displayName: name, ...device };
  const isGone = list !== undefined && device === undefined;
  const plain = shownName(shown).safe.plain;
  const bulk = useBulkRun();
  const { phase, statuses } = bulk.run;
  const isDone = phase === "finished" && [...statuses.values()].every((status) => status === "done");
  const tellEnd = useEffectEvent(() => {
    onEnded(how === "remove" ? `Removed: ${plain}` : `Tokens revoked: ${plain}`);
    forgetEnd(end);
  });
  useEffect(() => {
    if (isDone) tellEnd();
  }, [isDone]);
  return (
    <tr className="border-t border-line align-top max-md:block max-md:p-4">
      <th scope="row" className="font-normal max-md:block md:px-3 md:py-2.5">
        <NameAndId device={shown} />
        {hasSeveral && (
          <span className="block text-sm text-muted">
            <GatewayName />
          </span>
        )}
      </th>
      <td className="max-md:block md:px-3 md:py-2.5">
        <span className={isDue ? "font-medium text-warn-text" : ""}>{formatDate(endsOn)}</span>
        {isDue && " · due"}
      </td>
      <td className="max-md:mt-2 max-md:block md:px-3 md:py-2.5">
        <span className="flex flex-wrap items-center gap-2 md:justify-end">
          {list === undefined && <span className="text-sm text-muted">Not connected to this gateway</span>}
          {isGone && !bulk.isRunning && <span className="text-muted">No longer paired</span>}
          {device && isDue && <EndNow device={device} how={how} name={plain} bulk={bulk} />}
          {device && <ChangeDay device={device} name={plain} />}
          <Button
            size="small"
            variant="ghost"
            aria-label={`${isGone ? "Clear" : "Keep access"}: ${plain}`}
            onClick={() => forgetEnd(end)}
          >
            {isGone ? "Clear" : "Keep access"}
          </Button>
        </span>
      </td>
    </tr>
  );
}

function ChangeDay({ device, name }: { readonly device: PairedDevice; readonly name: string }) {
  const open = useOpenDialog();
  return (
    <Button
      size="small"
      variant="ghost"
      aria-label={`Change…: ${name}`}
      onClick={() => open({ kind: "end-access", device })}
    >
      Change…
    </Button>
  );
}

interface EndNowProps extends Pick<AccessEnd, "how"> {
  readonly device: PairedDevice;
  readonly name: string;
  readonly bulk: ReturnType<typeof useBulkRun>;
}

/** Ends the access with one click, save for this browser and the last administrator, which are asked about. */
function EndNow({ device, how, name, bulk }: EndNowProps) {
  const { run, isRunning, start } = bulk;
  const open = useOpenDialog();
  const isConnected = useHello() !== null;
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired ?? [];
  const { isThisBrowser, isLastAdministrator } = guardOf(device.deviceId, paired, thisDeviceId);
  const items: readonly BulkItem[] =
    how === "remove"
      ? [{ kind: "remove", id: device.deviceId }]
      : activeTokens(device).map(({ role }) => ({ kind: "revoke", id: device.deviceId, role }));
  const [error] = run.errors.values();
  const label = how === "remove" ? "Remove now" : "Revoke now";
  if (items.length === 0) return <span className="text-muted">Its tokens are revoked already</span>;
  return (
    <>
      {run.phase === "finished" && (
        <span role="alert" className="text-danger-text">
          {error ? explainRequestError(error).title : "Not done"}
        </span>
      )}
      {!isConnected && <span className="text-sm text-muted">Not connected</span>}
      <Button
        size="small"
        variant="danger"
        disabled={!isConnected || isRunning}
        aria-label={`${label}: ${name}`}
        onClick={() => (isThisBrowser || isLastAdministrator ? open({ kind: how, device }) : start(items))}
      >
        {isRunning ? "Ending…" : label}
      </Button>
    </>
  );
}
