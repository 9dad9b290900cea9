import { useWindowVirtualizer, defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import {
  Fragment,
  use,
  useCallback,
  useDeferredValue,
  useMemo,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { RowFocusContext } from "./row-focus.tsx";
import { ALL_DRAWN_UP_TO, type TableLayout, type TableRowsProps } from "./table-layout.ts";

/** Each extra row would be rendered in every frame of a fast scroll. */
const OVERSCAN = 0;

/**
 * The rows of a long table. Only those near the window are in the document, with empty rows in place of the others. The
 * focused row always stays.
 */
export function VirtualRows({ rowKeys, renderRow, layout }: TableRowsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [topPx, setTopPx] = useState(0);
  const isNarrow = useMatches(layout.cardsBelow);
  const { current } = use(RowFocusContext);
  const focused = useMemo(() => (current === null ? -1 : rowKeys.indexOf(current)), [rowKeys, current]);
  // With a new function the virtualizer would measure all rows again.
  const getItemKey = useCallback((index: number) => rowKeys[index] ?? index, [rowKeys]);
  // The rule is for React's compiler, which this project does not use.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rowKeys.length,
    // A short table is drawn whole, so that the browser's own search finds everything.
    overscan: rowKeys.length <= ALL_DRAWN_UP_TO ? rowKeys.length : OVERSCAN,
    estimateSize: () => (isNarrow ? layout.cardPx : layout.rowPx),
    scrollMargin: topPx,
    getItemKey,
    rangeExtractor: (range) => withNeighbours(range, focused),
    // A synchronous render for every scroll event would draw rows that nobody sees.
    useFlushSync: false,
  });
  // The height above the table changes with requests, notices and filters.
  useLayoutEffect(() => {
    const measure = () => {
      if (body.current) setTopPx(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  useEffect(() => virtualizer.measure(), [virtualizer, isNarrow]);

  // Skips rows that a fast scroll has already passed.
  const items = useDeferredValue(virtualizer.getVirtualItems());
  let endPx = topPx;
  const drawn = items.map(({ index, start, end }) => {
    const gapPx = start - endPx;
    endPx = end;
    return (
      <Fragment key={getItemKey(index)}>
        {gapPx > 0 && <Gap heightPx={gapPx} layout={layout} />}
        {renderRow(index, virtualizer.measureElement)}
      </Fragment>
    );
  });
  const restPx = topPx + virtualizer.getTotalSize() - endPx;
  return (
    <tbody ref={body} className={layout.blockClass}>
      {drawn}
      {restPx > 0 && <Gap heightPx={restPx} layout={layout} />}
    </tbody>
  );
}

function Gap({ heightPx, layout }: { readonly heightPx: number; readonly layout: TableLayout }) {
  const { columns, blockClass } = layout;
  return (
    <tr aria-hidden className={blockClass}>
      <td colSpan={columns} className={`p-0 ${blockClass}`} style={{ height: heightPx }}>
        {""}
      </td>
    </tr>
  );
}

/** The keys move to the neighbours of the focused row, so they must be in the document. */
function withNeighbours(range: Range, index: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (index < 0) return indexes;
  const wanted = [index - 1, index, index + 1].filter((one) => one >= 0 && one < range.count);
  return [...new Set([...indexes, ...wanted])].toSorted((a, b) => a - b);
}

function useMatches(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const onChange = () => setMatches(list.matches);
    list.addEventListener("change", onChange);
    return () => list.removeEventListener("change", onChange);
  }, [query]);
  return matches;
}
