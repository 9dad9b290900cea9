import { createContext, use, type ComponentProps } from "react";

/** Which row is the one that the keyboard is at, over all tables of the page. */
export interface RowFocus {
  readonly current: string | null;
  readonly onFocus: (rowKey: string) => void;
}

export const RowFocusContext = createContext<RowFocus>({ current: null, onFocus: () => {} });

/** Names the row of a pairing request. */
export function requestRowKey(requestId: string): string {
  return `request:${requestId}`;
}

/** Names the row of a paired device. */
export function deviceRowKey(deviceId: string): string {
  return `device:${deviceId}`;
}

/** A row that can have the focus. One row of the page is in the order of Tab; keys move on from there. */
export function FocusRow({
  rowKey,
  className = "",
  ...props
}: ComponentProps<"tr"> & { readonly rowKey: string }) {
  const { current, onFocus } = use(RowFocusContext);
  return (
    <tr
      {...props}
      data-row={rowKey}
      tabIndex={rowKey === current ? 0 : -1}
      onFocus={() => onFocus(rowKey)}
      className={`scroll-my-24 -outline-offset-2 ${className}`}
    />
  );
}
