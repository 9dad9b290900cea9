import { X } from "lucide-react";
import type { DeviceFilters, DeviceView } from "#domain/device-view.ts";
import { NO_FILTERS } from "#domain/device-view.ts";
import { activeFilters } from "#domain/saved-views.ts";
import { Button } from "#ui/button.tsx";

interface FilterChipsProps {
  readonly filters: DeviceFilters;
  readonly onView: (change: Partial<DeviceView>) => void;
}

/** The active filters, each with a button that removes it. */
export function FilterChips({ filters, onView }: FilterChipsProps) {
  const active = activeFilters(filters);
  if (active.length === 0) return null;
  return (
    <div role="group" aria-label="Active filters" className="flex flex-wrap items-center gap-1.5">
      {active.map(({ text, cleared }) => (
        <button
          key={text}
          type="button"
          aria-label={`Remove filter: ${text}`}
          onClick={() => onView(cleared)}
          className="inline-flex min-h-8 items-center gap-1.5 rounded-lg bg-raised px-2.5 text-sm hover:text-danger-text"
        >
          {text}
          <X size={14} aria-hidden className="text-muted" />
        </button>
      ))}
      <Button variant="ghost" size="small" onClick={() => onView(NO_FILTERS)}>
        Clear filters
      </Button>
    </div>
  );
}
