import { useEffect, useRef, useState } from "react";

/**
 * Shows a long list page by page. The first new line gets the focus, since the button may be gone and somebody who
 * cannot see the list would not know where it continues.
 */
export function useMore(pageSize: number) {
  const [shownCount, setShownCount] = useState(pageSize);
  const [firstNew, setFirstNew] = useState<number | null>(null);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (firstNew !== null) line.current?.focus();
  }, [firstNew]);
  return {
    shownCount,
    showMore: () => {
      setFirstNew(shownCount);
      setShownCount(shownCount + pageSize);
    },
    /** The ref for the line at `index`. */
    refFor: (index: number) => (index === firstNew ? line : undefined),
  };
}
