import { useMemo, type KeyboardEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useRowKeys, type GroupedRow } from "./use-grouped-rows.ts";
import { RowFocusContext } from "#ui/row-focus.tsx";

interface RowKeysRegionProps {
  readonly rows: readonly GroupedRow[];
  /** Enter on a row. */
  readonly onOpen: (deviceId: string) => void;
  /** Space on a row. */
  readonly onToggle?: (deviceId: string) => void;
  readonly children: ReactNode;
}

/** Moves between the rows of a table with the arrow keys. None of the keys changes a device. */
export function RowKeysRegion({ rows, onOpen, onToggle, children }: RowKeysRegionProps) {
  const { keys, current, setChosen } = useRowKeys(rows);
  const focus = useMemo(() => ({ current, onFocus: setChosen }), [current, setChosen]);
  const move = (from: string, step: 1 | -1) => {
    const next = keys[keys.indexOf(from) + step];
    if (next === undefined) return;
    // A long table draws only some rows, but always the chosen one.
    flushSync(() => setChosen(next));
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(next)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, target } = event;
    if (!(target instanceof HTMLElement) || target.dataset["row"] === undefined) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rowKey = target.dataset["row"];
    const deviceId = rowKey.replace(/^device:/, "");
    if (key === "ArrowDown" || key === "j") move(rowKey, 1);
    else if (key === "ArrowUp" || key === "k") move(rowKey, -1);
    else if (event.repeat) return;
    else if (key === "Enter") onOpen(deviceId);
    else if (key === " " && onToggle) onToggle(deviceId);
    else return;
    event.preventDefault();
  };
  return (
    <RowFocusContext value={focus}>
      {/* The rows are what is focused; this only hears their keys. */}
      <div role="presentation" onKeyDown={onKeyDown}>
        {children}
      </div>
    </RowFocusContext>
  );
}
