import { useEffect, useState } from "react";
import { useLocation } from "react-router";
import { EndTable } from "./end-list.tsx";
import { useAccessEnds } from "#data/access-ends.ts";
import { PlaceLink } from "#components/links.tsx";

const SHOWN = 3;

/** Says on every page whose access should have ended. The page on which all of it stands needs no notice. */
export function DueAccess({ onCount }: { readonly onCount: (count: number) => void }) {
  const { due } = useAccessEnds();
  const { pathname } = useLocation();
  const count = due.length;
  const [announcement, setAnnouncement] = useState("");
  useEffect(() => {
    onCount(count);
    return () => onCount(0);
  }, [count, onCount]);
  if (pathname === "/review") return null;
  if (count === 0) {
    return (
      <p role="status" className="px-4 pt-4 text-good-text empty:hidden sm:px-8">
        {announcement}
      </p>
    );
  }
  return (
    <section aria-label="Access that is due to end" className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-8">
      <p role="status" className="mb-2 font-semibold text-warn-text">
        {count === 1 ? "One device’s access was to end" : `The access of ${count} devices was to end`}
      </p>
      <p role="status" className="mb-2 text-good-text empty:hidden">
        {announcement}
      </p>
      <EndTable
        label="Access that is due to end"
        ends={due.slice(0, SHOWN)}
        due={due}
        onEnded={setAnnouncement}
      />
      {count > SHOWN && (
        <p className="mt-2">
          <PlaceLink to="/review">Show all {count}</PlaceLink>
        </p>
      )}
    </section>
  );
}
