import { memo, type Ref } from "react";
import { DeviceAnchor } from "./device-anchor.tsx";
import { Rights } from "#components/rights.tsx";
import { lastSeenWords } from "./last-seen-words.ts";
import type { GatewayTimes } from "#data/gateway-clock.ts";
import type { PairedDevice } from "#domain/device.ts";
import { whyNotRevocable } from "#domain/device-traits.ts";
import { shownName } from "#domain/names.ts";
import type { ReviewedDevice } from "#domain/review/access-review.ts";
import { accessSign, DECISION_LABELS, DECISIONS, type DecisionKind } from "#domain/review/decision.ts";
import { outcomeWords } from "#domain/review/review-record.ts";
import type { Suggestion } from "#domain/review/suggestions.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { FocusRow } from "#ui/row-focus.tsx";

interface DecisionRowProps {
  readonly rowKey: string;
  readonly index: number;
  readonly device: PairedDevice;
  /** The address of its page. */
  readonly href: string;
  /** Undefined for one that was paired after the review began. */
  readonly reviewed: ReviewedDevice | undefined;
  readonly suggestion: Suggestion | undefined;
  readonly times: GatewayTimes;
  readonly isOnline: boolean | undefined;
  readonly isThisBrowser: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
  /** null takes the decision back. */
  readonly onDecide: (device: PairedDevice, kind: DecisionKind | null) => void;
  readonly measure?: Ref<HTMLTableRowElement>;
}

const CELL = "lg:px-3 lg:py-2.5";

/** One device of a review; a card on narrow screens. */
export const DecisionRow = memo(function DecisionRow(props: DecisionRowProps) {
  const { device, reviewed, suggestion, times, isSelected, measure } = props;
  const name = shownName(device).safe;
  return (
    <FocusRow
      ref={measure}
      rowKey={props.rowKey}
      // Row 1 is the header.
      aria-rowindex={props.index + 2}
      data-index={props.index}
      className={`border-t border-line align-top max-lg:grid max-lg:grid-cols-[auto_1fr_1fr_auto] max-lg:gap-x-3 max-lg:gap-y-2 max-lg:p-4 ${isSelected ? "bg-accent-soft/40" : ""}`}
    >
      <td className="max-lg:row-start-1 lg:py-3 lg:pl-3">
        <label className="-m-2 block p-2">
          <input
            type="checkbox"
            aria-label={`Select ${name.plain}`}
            checked={isSelected}
            onChange={(event) => props.onSelect([device.deviceId], event.target.checked)}
            className="size-4 accent-accent"
          />
        </label>
      </td>
      <th scope="row" className={`min-w-0 font-normal max-lg:col-span-3 max-lg:row-start-1 ${CELL}`}>
        <DeviceAnchor device={device} href={props.href} />{" "}
        {props.isThisBrowser && <Badge tone="accent">This browser</Badge>}
        {reviewed === undefined && <Badge tone="warn">Paired since</Badge>}
      </th>
      <td className={`max-lg:col-span-3 max-lg:col-start-2 ${CELL}`}>
        <Rights roles={device.roles} scopes={device.scopes} />
      </td>
      <td className={`text-sm text-muted max-lg:col-span-3 max-lg:col-start-2 ${CELL}`}>
        <span className="lg:hidden">Last seen </span>
        {lastSeenWords(device, props.isOnline, times)}
      </td>
      <td
        title={suggestion && `Rests on: ${suggestion.restsOn} Cannot know: ${suggestion.unknown}`}
        className={`text-sm max-lg:col-span-3 max-lg:col-start-2 ${CELL}`}
      >
        {suggestion && (
          <>
            {suggestion.decision.kind !== "later" && (
              <span className="font-medium">{DECISION_LABELS[suggestion.decision.kind]}: </span>
            )}
            {suggestion.reason}
          </>
        )}
      </td>
      <td className={`max-lg:col-span-3 max-lg:col-start-2 ${CELL}`}>
        <DecisionChoice name={name.plain} {...props} />
      </td>
    </FocusRow>
  );
});

function DecisionChoice({ device, reviewed, name, onDecide }: DecisionRowProps & { readonly name: string }) {
  const decision = reviewed?.decision;
  const isOutdated = decision !== undefined && !reviewed?.outcome && reviewed?.sign !== accessSign(device);
  const hasNoToken = whyNotRevocable(device) !== null;
  const outcome = reviewed && outcomeWords(reviewed);
  return (
    <>
      <select
        aria-label={`Decision for ${name}`}
        value={decision?.kind ?? ""}
        onChange={({ target }) => onDecide(device, DECISIONS.find((kind) => kind === target.value) ?? null)}
        className="block min-h-9 w-full rounded-lg border border-line-strong bg-surface px-2"
      >
        <option value="">Not decided</option>
        {DECISIONS.map((kind) => (
          <option
            key={kind}
            value={kind}
            disabled={hasNoToken && (kind === "revoke" || kind === "rotate" || kind === "narrow")}
          >
            {DECISION_LABELS[kind]}
            {kind === "narrow" && "…"}
          </option>
        ))}
      </select>
      {decision?.kind === "narrow" && (
        <p className="mt-1 text-sm text-muted">
          {decision.scopes.length === 0
            ? "to no rights"
            : `to ${safeText(decision.scopes.join(", ").replaceAll("operator.", ""), 120).plain}`}
        </p>
      )}
      {isOutdated && <p className="mt-1 text-sm text-warn-text">It has changed since. Decide again.</p>}
      {outcome && (
        <p className={`mt-1 text-sm ${reviewed?.outcome === "done" ? "text-good-text" : "text-warn-text"}`}>
          {outcome}
        </p>
      )}
    </>
  );
}
