import { useCallback, useEffect, useEffectEvent, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { deviceRowKey, requestRowKey } from "#components/row-keys.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { RowFocus } from "#ui/row-focus.tsx";

interface PageKeys {
  /** The rows of both tables in order, also those that are not in the document. */
  readonly requests: readonly PairingRequest[];
  readonly devices: readonly PairedDevice[];
  readonly onReview: (request: PairingRequest) => void;
  readonly onViewDetails: (device: PairedDevice) => void;
  readonly onToggle: (device: PairedDevice) => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

/**
 * The keyboard shortcuts of the page: `/`, `?`, `j` and `k`; on a row also arrows, Enter and Space. None of them changes
 * a device. They are off while somebody types, with modifier keys, and while a dialog or menu is open.
 */
export function usePageKeys({ requests, devices, ...on }: PageKeys): RowFocus {
  const rowKeys = useMemo(
    () => [
      ...requests.map(({ requestId }) => requestRowKey(requestId)),
      ...devices.map(({ deviceId }) => deviceRowKey(deviceId)),
    ],
    [requests, devices],
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const current = chosen !== null && rowKeys.includes(chosen) ? chosen : (rowKeys[0] ?? null);

  const move = (step: 1 | -1) => {
    const at = rowKeys.indexOf(rowOf(document.activeElement)?.dataset["row"] ?? "");
    const next = at < 0 ? current : rowKeys[at + step];
    if (next === undefined || next === null) return;
    // A long table draws only some rows, but always the chosen one.
    flushSync(() => setChosen(next));
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(next)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { key, target } = event;
    if (!isForThePage(event) || !(target instanceof HTMLElement)) return;
    const row = rowOf(target);
    const index = row === target ? rowKeys.indexOf(row.dataset["row"] ?? "") : -1;
    const request = requests[index];
    const device = devices[index - requests.length];
    if (key === "j" || (key === "ArrowDown" && row && isRowOrTick(target, row))) move(1);
    else if (key === "k" || (key === "ArrowUp" && row && isRowOrTick(target, row))) move(-1);
    // A key that is held down would also act in the dialog that it opens.
    else if (event.repeat) return;
    else if (key === "/") on.onSearch();
    else if (key === "?") on.onHelp();
    else if (key === "Enter" && request) on.onReview(request);
    else if (key === "Enter" && device) on.onViewDetails(device);
    else if (key === " " && device) on.onToggle(device);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  const onFocus = useCallback((rowKey: string) => setChosen(rowKey), []);
  return useMemo(() => ({ current, onFocus }), [current, onFocus]);
}

const TYPED_INTO = "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]";

function isForThePage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.target instanceof Element && event.target.matches(TYPED_INTO)) return false;
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") === null;
}

function rowOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>("[data-row]") ?? null;
}

/** Elsewhere in a row the arrow keys open menus. */
function isRowOrTick(target: HTMLElement, row: HTMLElement): boolean {
  return target === row || target.matches("[type=checkbox]");
}
