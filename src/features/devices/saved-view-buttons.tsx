import { clsx } from "clsx";
import { useMemo } from "react";
import type { PairedView } from "./use-paired-view.ts";
import type { PairedDevice } from "#domain/device.ts";
import { countSavedView, isSavedViewOn, SAVED_VIEWS } from "#domain/saved-views.ts";

/** Ready-made filters, each with the number of devices that match. */
export function SavedViewButtons({
  devices,
  view,
  onView,
  facts,
}: Pick<PairedView, "view" | "onView" | "facts"> & { readonly devices: readonly PairedDevice[] }) {
  const counted = useMemo(
    () => SAVED_VIEWS.map((saved) => ({ saved, count: countSavedView(saved, devices, facts) })),
    [devices, facts],
  );
  return (
    <div role="group" aria-label="Saved views" className="flex flex-wrap gap-1.5">
      {counted.map(({ saved, count }) => {
        const isOn = isSavedViewOn(saved, view);
        // The count is unknown on gateways that do not say how devices were approved.
        if (count === null && !isOn) return null;
        return (
          <button
            key={saved.name}
            type="button"
            aria-pressed={isOn}
            onClick={() => onView(isOn ? saved.cleared : saved.filters)}
            className={clsx(
              "inline-flex min-h-8 items-center gap-1.5 rounded-lg border px-2.5 text-sm font-medium whitespace-nowrap",
              isOn
                ? "border-accent bg-accent-soft text-accent-text"
                : "border-line bg-surface hover:border-line-strong hover:bg-raised",
            )}
          >
            {saved.name}
            <span className={clsx("tabular-nums", !isOn && "text-muted")}>{count ?? "unknown"}</span>
          </button>
        );
      })}
    </div>
  );
}
