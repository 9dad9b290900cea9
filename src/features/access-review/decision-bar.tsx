import { useState } from "react";
import type { PairedDevice } from "#domain/device.ts";
import type { NewDecisions } from "#domain/review/access-review.ts";
import { DECISION_LABELS, withoutAdministrator, type Decision } from "#domain/review/decision.ts";
import type { Suggestion } from "#domain/review/suggestions.ts";
import { Button } from "#ui/button.tsx";
import { Menu } from "#ui/menu.tsx";

interface DecisionBarProps {
  /** Those that are selected. */
  readonly devices: readonly PairedDevice[];
  readonly suggestions: ReadonlyMap<string, readonly Suggestion[]>;
  readonly onDecide: (decisions: NewDecisions) => void;
  readonly onClear: () => void;
}

/** Decides about all selected devices at once. It sticks to the bottom and moves no row. */
export function DecisionBar({ devices, suggestions, onDecide, onClear }: DecisionBarProps) {
  const [announcement, setAnnouncement] = useState("");
  const decide = (label: string, decisionOf: (device: PairedDevice) => Decision | null | undefined) => {
    const decisions = new Map<PairedDevice, Decision | null>();
    for (const device of devices) {
      const decision = decisionOf(device);
      if (decision !== undefined) decisions.set(device, decision);
    }
    const left = devices.length - decisions.size;
    onDecide(decisions);
    setAnnouncement(
      `${label}: ${decisions.size}${left > 0 ? `. It does not apply to ${left}, which stay as they were` : ""}.`,
    );
  };
  const plain = (kind: Exclude<Decision["kind"], "narrow">) => ({
    label: DECISION_LABELS[kind],
    onSelect: () => decide(DECISION_LABELS[kind], () => ({ kind })),
  });
  const isEmpty = devices.length === 0;
  return (
    <div
      className={
        isEmpty
          ? ""
          : "sticky bottom-4 z-10 mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line-strong bg-surface px-4 py-2.5 shadow-lg max-md:bottom-20"
      }
    >
      <p role="status" className={isEmpty ? "mt-2 text-sm text-muted empty:hidden" : "mr-auto font-medium"}>
        {isEmpty ? announcement : `${devices.length} selected`}
      </p>
      {!isEmpty && (
        <>
          <Button variant="ghost" size="small" onClick={onClear}>
            Clear selection
          </Button>
          <Menu
            size="small"
            entries={[
              {
                label: "As suggested",
                onSelect: () =>
                  decide("As suggested", ({ deviceId }) => suggestions.get(deviceId)?.[0]?.decision),
              },
              plain("keep"),
              {
                label: "Narrow: no administrator rights",
                onSelect: () =>
                  decide("Narrow", (device) => {
                    const scopes = withoutAdministrator(device);
                    return scopes === null ? undefined : { kind: "narrow", scopes };
                  }),
              },
              plain("rotate"),
              plain("revoke"),
              plain("remove"),
              plain("later"),
              { label: "Take back", onSelect: () => decide("Taken back", () => null) },
            ]}
          >
            Decide for {devices.length}…
          </Menu>
        </>
      )}
    </div>
  );
}
