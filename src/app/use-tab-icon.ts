import { useEffect, useRef } from "react";

/** Shows `count` on the icon of the browser's tab. Nothing is loaded for it as long as there is nothing to count. */
export function useTabIcon(count: number): void {
  const wasCounting = useRef(false);
  useEffect(() => {
    if (count === 0 && !wasCounting.current) return;
    wasCounting.current = true;
    // The title says the number, too.
    import("#ui/tab-icon.ts").then(({ showCountOnIcon }) => showCountOnIcon(count)).catch(() => undefined);
  }, [count]);
}
