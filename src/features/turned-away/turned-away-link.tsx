import { Link } from "#components/link.tsx";
import { useTurnedAway, type TurnedAwayRow } from "#data/turned-away.ts";
import { LOG_POLL_MS } from "#data/gateway-log.ts";

/** A few words where somebody fails to sign in just now; nothing where nobody does. On a line that is there anyway: rows must not move. */
export function TurnedAwayLink() {
  const { out } = useTurnedAway(LOG_POLL_MS.rarely);
  // Whoever only waits for approval stands in the table of requests already.
  const isWaiting = ({ match }: TurnedAwayRow) => match?.certainty === "id" && match.request !== null;
  const count = out.filter((row) => row.standing === "failing" && !isWaiting(row)).length;
  return (
    <span role="status">
      {count > 0 && (
        <>
          {" · "}
          <Link
            className="inline-block rounded-full bg-warn-soft px-2 font-medium whitespace-nowrap text-warn-text"
            to="/troubleshoot"
          >
            {count === 1 ? "1 client is" : `${count} clients are`} turned away
          </Link>
        </>
      )}
    </span>
  );
}
