import type { PairedDevice } from "#domain/device.ts";

interface SelectAllProps {
  /** All that are shown. */
  readonly devices: readonly PairedDevice[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
}

/** The checkbox in the head of a table of devices. */
export function SelectAll({ devices, selected, onSelect }: SelectAllProps) {
  const count = selected.size === 0 ? 0 : devices.filter(({ deviceId }) => selected.has(deviceId)).length;
  return (
    <label className="-m-2 block p-2">
      <input
        type="checkbox"
        aria-label="Select all shown"
        ref={(input) => {
          if (input) input.indeterminate = count > 0 && count < devices.length;
        }}
        checked={count > 0 && count === devices.length}
        onChange={(event) =>
          onSelect(
            devices.map(({ deviceId }) => deviceId),
            event.target.checked,
          )
        }
        className="block size-4 accent-accent max-lg:size-6"
      />
    </label>
  );
}
