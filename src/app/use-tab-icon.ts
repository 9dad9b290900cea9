import { useEffect, useRef } from "react";

/** Shows `count` on the icon of the browser's tab. Nothing is loaded for it as long as there is nothing to count. */
export function useTabIcon(count: number): void {
  const wasCounting = useRef(false);
  const latest = useRef(count);
  useEffect(() => {
    latest.current = count;
    if (count === 0 && !wasCounting.current) return;
    wasCounting.current = true;
    // Browsers may resolve two imports of one file in any order. The title says the number, too.
    import("#ui/tab-icon.ts")
      .then(({ showCountOnIcon }) => showCountOnIcon(latest.current))
      .catch(() => undefined);
  }, [count]);
}
