import { useCallback, useMemo, useState } from "react";
import type { PairedDevice } from "#domain/device.ts";

interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
}

/** Remembers which of `devices` are selected. A device that leaves the list is deselected for good. */
export function useSelection(devices: readonly PairedDevice[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => {
    if (ticked.size === 0) return ticked;
    const listed = new Set(devices.map(({ deviceId }) => deviceId));
    const left = [...ticked].filter((id) => listed.has(id));
    return left.length === ticked.size ? ticked : new Set(left);
  }, [ticked, devices]);
  if (selected !== ticked) setTicked(selected);
  const onSelect = useCallback(
    (deviceIds: readonly string[], isSelected: boolean) =>
      setTicked((before) => {
        const after = new Set(before);
        for (const id of deviceIds) {
          if (isSelected) after.add(id);
          else after.delete(id);
        }
        return after;
      }),
    [],
  );
  return { selected, onSelect };
}
