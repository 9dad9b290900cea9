import { useEffect, useRef, useState } from "react";

/**
 * Shows a long list page by page. When more is asked for, the focus goes to the first line that is new: the button may
 * be gone, and who cannot see the list would not know where it goes on.
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
    /** For the line at `index`. */
    refFor: (index: number) => (index === firstNew ? line : undefined),
  };
}
