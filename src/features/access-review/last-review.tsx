import { PlaceLink } from "#components/links.tsx";
import { useDeviceList } from "#data/device-list.ts";
import { useAccessReviews } from "#data/use-access-reviews.ts";
import { pairedSince } from "#domain/review/access-review.ts";
import { formatAge } from "#lib/time.ts";
import { useNow } from "#ui/use-now.ts";

const STEP_MS = 60_000;

/** When access was reviewed last in this browser, and how many devices were paired since; nothing where it never was. */
export function LastReview() {
  const reviews = useAccessReviews();
  const paired = useDeviceList().data?.paired;
  const nowMs = useNow(STEP_MS);
  if (!reviews || !paired) return null;
  const { open, records } = reviews;
  const [last] = records;
  if (open) {
    const decided = open.devices.filter(({ decision }) => decision !== undefined).length;
    return (
      <>
        {" · "}
        <PlaceLink to="/review?show=decisions">
          review begun, {decided} of {open.devices.length} decided
        </PlaceLink>
      </>
    );
  }
  if (!last?.finished) return null;
  const newCount = pairedSince(last, paired).length;
  return (
    <>
      {" · "}
      <PlaceLink to="/review">
        reviewed {formatAge(nowMs - last.finished.atMs)}
        {newCount > 0 && `, ${newCount} new since`}
      </PlaceLink>
    </>
  );
}
