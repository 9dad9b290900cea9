import { startTransition, useId, useMemo, useOptimistic } from "react";
import type { PairedDevice } from "#domain/device.ts";
import { SORT_KEYS } from "#domain/device-order.ts";
import { APPROVALS, PRESENCES, TOKENS, type DeviceView } from "#domain/device-view.ts";
import { TIER_LABELS, TIERS } from "#domain/risk.ts";
import { approvalWords, TOKEN_WORDS } from "#domain/saved-views.ts";
import { safeText } from "#lib/safe-text.ts";
import { Check } from "#ui/check.tsx";

interface FilterPanelProps {
  readonly devices: readonly PairedDevice[];
  readonly view: DeviceView;
  readonly onView: (change: Partial<DeviceView>) => void;
}

type Option<T> = readonly [value: T, label: string];

const DAYS = [7, 30, 90, 180, 365];
const SORT_LABELS = {
  device: "Device",
  access: "Access",
  token: "Token",
  seen: "Last seen",
  approved: "Approved",
} as const;

/** All filters and the order as form fields. */
export function FilterPanel({ devices, view: viewInAddress, onView: changeAddress }: FilterPanelProps) {
  // The address changes in a transition, and a field would show its old value until then.
  const [view, showAtOnce] = useOptimistic(viewInAddress, (before, change: Partial<DeviceView>) => ({
    ...before,
    ...change,
  }));
  const onView = (change: Partial<DeviceView>) =>
    startTransition(() => {
      showAtOnce(change);
      changeAddress(change);
    });
  const roles = useMemo(() => words(devices, ({ roles: held }) => held), [devices]);
  const scopes = useMemo(() => words(devices, ({ scopes: held }) => held), [devices]);
  const days = DAYS.includes(view.staleDays ?? 7) ? DAYS : [...DAYS, view.staleDays ?? 7];
  return (
    <div className="grid gap-x-4 gap-y-3 rounded-xl border border-line bg-surface p-4 min-[30rem]:grid-cols-2 lg:grid-cols-4">
      <Choice
        label="Role"
        value={view.role}
        options={withChosen(roles, view.role)}
        onChange={(role) => onView({ role })}
      />
      <Choice
        label="Scope"
        value={view.scope}
        options={withChosen(scopes, view.scope)}
        onChange={(scope) => onView({ scope })}
      />
      <Choice
        label="Access"
        value={view.risk}
        options={TIERS.map((risk) => [risk, TIER_LABELS[risk]] as const)}
        onChange={(risk) => onView({ risk })}
      />
      <Choice
        label="Presence"
        value={view.presence}
        options={PRESENCES.map(
          (presence) => [presence, presence === "online" ? "Online" : "Offline"] as const,
        )}
        onChange={(presence) => onView({ presence })}
      />
      <Choice
        label="Not seen for"
        value={view.staleDays}
        options={days.map((count) => [count, `${count} days`] as const)}
        onChange={(staleDays) => onView({ staleDays })}
      />
      <Choice
        label="Token"
        value={view.token}
        options={TOKENS.map((token) => [token, TOKEN_WORDS[token]] as const)}
        onChange={(token) => onView({ token })}
      />
      <Choice
        label="Approved"
        value={view.approvedVia}
        options={APPROVALS.map((way) => [way, capital(approvalWords(way))] as const)}
        onChange={(approvedVia) => onView({ approvedVia })}
      />
      <Choice
        label="Sort by"
        value={view.sort}
        none="Newest approval"
        options={SORT_KEYS.map((key) => [key, SORT_LABELS[key]] as const)}
        onChange={(key) => onView({ sort: key, isDescending: key !== null && key !== "device" })}
      />
      <Check isChecked={view.isSameDevice} onChange={(isSameDevice) => onView({ isSameDevice })}>
        Probably the same device
      </Check>
      {view.sort !== null && (
        <Check isChecked={view.isDescending} onChange={(isDescending) => onView({ isDescending })}>
          Sort descending
        </Check>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string | number> {
  readonly label: string;
  readonly value: T | null;
  readonly none?: string;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T | null) => void;
}

function Choice<T extends string | number>({
  label,
  value,
  none = "Any",
  options,
  onChange,
}: ChoiceProps<T>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value ?? ""}
        onChange={({ target }) =>
          onChange(options.find(([option]) => String(option) === target.value)?.[0] ?? null)
        }
        className="block min-h-9 w-full rounded-lg border border-line-strong bg-surface px-2"
      >
        <option value="">{none}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The roles or scopes in use, in order. A device may have invented some. */
function words(
  devices: readonly PairedDevice[],
  read: (device: PairedDevice) => readonly string[],
): string[] {
  return [...new Set(devices.flatMap((device) => read(device)))].toSorted().slice(0, 100);
}

function withChosen(found: readonly string[], chosen: string | null): Option<string>[] {
  const all = chosen === null || found.includes(chosen) ? found : [...found, chosen];
  return all.map((word) => [word, safeText(word, 48).plain] as const);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
