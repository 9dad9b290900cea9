import { createContext, use, type ComponentProps } from "react";

/** The row that has the keyboard focus, across all tables of the page. */
export interface RowFocus {
  readonly current: string | null;
  readonly onFocus: (rowKey: string) => void;
}

export const RowFocusContext = createContext<RowFocus>({ current: null, onFocus: () => {} });

/** A focusable row. Only the current row is a tab stop; keys move to the others. */
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
