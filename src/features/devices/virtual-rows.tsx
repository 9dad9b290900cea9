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
  type ReactNode,
  type Ref,
} from "react";
import { deviceRowKey, RowFocusContext } from "./row-focus.tsx";
import { ALL_DRAWN_UP_TO, CARDS_BELOW, COLUMNS, ROW_HEIGHT_PX } from "./table-layout.ts";
import type { PairedDevice } from "#domain/device.ts";

interface VirtualRowsProps {
  readonly rows: readonly PairedDevice[];
  readonly renderRow: (index: number, measure: Ref<HTMLTableRowElement>) => ReactNode;
}

const CARD_HEIGHT_PX = 188;
/** Each row more is drawn anew in every frame of a fast scroll. */
const OVERSCAN = 0;

/**
 * The rows of a long table: only those near the window are in the document, and empty rows keep the room of the
 * others. The row that has the focus stays, wherever the page is scrolled to.
 */
export function VirtualRows({ rows, renderRow }: VirtualRowsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [topPx, setTopPx] = useState(0);
  const isNarrow = useMatches(CARDS_BELOW);
  const { current } = use(RowFocusContext);
  const focused = useMemo(
    () => rows.findIndex(({ deviceId }) => deviceRowKey(deviceId) === current),
    [rows, current],
  );
  // Another function makes the virtualizer compute all places anew.
  const getItemKey = useCallback((index: number) => rows[index]?.deviceId ?? index, [rows]);
  // There is no compiler that would memoize what it returns.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    // A short table is drawn whole, so that the browser's own search finds everything.
    overscan: rows.length <= ALL_DRAWN_UP_TO ? rows.length : OVERSCAN,
    estimateSize: () => (isNarrow ? CARD_HEIGHT_PX : ROW_HEIGHT_PX),
    scrollMargin: topPx,
    getItemKey,
    rangeExtractor: (range) => withNeighbours(range, focused),
    // Drawing at once, for every event of a fast scroll, draws rows that nobody gets to see.
    useFlushSync: false,
  });
  // What stands above the table grows and shrinks: requests, notices, filters.
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

  // Rows that a fast scroll has passed already are then not even finished.
  const items = useDeferredValue(virtualizer.getVirtualItems());
  let endPx = topPx;
  const drawn = items.map(({ index, start, end }) => {
    const gapPx = start - endPx;
    endPx = end;
    return (
      <Fragment key={getItemKey(index)}>
        {gapPx > 0 && <Gap heightPx={gapPx} />}
        {renderRow(index, virtualizer.measureElement)}
      </Fragment>
    );
  });
  const restPx = topPx + virtualizer.getTotalSize() - endPx;
  return (
    <tbody ref={body} className="max-lg:block">
      {drawn}
      {restPx > 0 && <Gap heightPx={restPx} />}
    </tbody>
  );
}

function Gap({ heightPx }: { readonly heightPx: number }) {
  return (
    <tr aria-hidden className="max-lg:block">
      <td colSpan={COLUMNS} className="p-0 max-lg:block" style={{ height: heightPx }}>
        {""}
      </td>
    </tr>
  );
}

/** The keys move from the row with the focus to its neighbours, so that those must be there, too. */
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
