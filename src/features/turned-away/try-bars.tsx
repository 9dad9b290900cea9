import { BINS, type TryStrip } from "#domain/gateway-log/try-strip.ts";

const HEIGHT = 20;
const BAR = 3;

/** The tries over time, from the first to the last; a picture only, since the numbers stand beside it. */
export function TryBars({ strip: { counts } }: { readonly strip: TryStrip }) {
  const most = Math.max(...counts);
  const lastBin = counts.findLastIndex((count) => count > 0);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${BINS * BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-5 w-30 border-b border-line text-danger-text"
    >
      {/* One element: fifty rows of forty bars would be two thousand. */}
      <path
        fill="currentColor"
        d={counts.map((count, bin) => bar(bin + BINS - 1 - lastBin, count / most)).join("")}
      />
    </svg>
  );
}

/** The last try is at the right edge, however few bins are in use. */
function bar(place: number, share: number): string {
  if (share === 0) return "";
  const height = Math.max(4, share * HEIGHT);
  return `M${place * BAR} ${HEIGHT}v${-height}h${BAR - 1}v${height}z`;
}
