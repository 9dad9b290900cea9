import { PlaceLink } from "#components/links.tsx";
import type { AccessReview } from "#domain/review/access-review.ts";
import { countRecord } from "#domain/review/review-record.ts";
import { addressPart } from "#lib/address-part.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatDateTime } from "#lib/time.ts";

/** The records of finished reviews, newest first. */
export function PastReviews({ records }: { readonly records: readonly AccessReview[] }) {
  if (records.length === 0) return null;
  return (
    <section aria-labelledby="past-heading" className="mt-8">
      <h2 id="past-heading" className="mb-1 font-semibold">
        Past reviews
      </h2>
      <ul className="space-y-1">
        {records.map((record) => {
          const { keptCount, changedCount, failedCount, leftCount } = countRecord(record);
          return (
            <li key={record.id}>
              <PlaceLink to={`/review?record=${addressPart(record.id)}`}>
                {formatDateTime(record.finished?.atMs ?? record.startedAtMs)}
              </PlaceLink>{" "}
              <span className="text-muted">
                by {safeText(record.finished?.by ?? "", 60).plain}: {keptCount} kept, {changedCount} changed
                {failedCount > 0 && `, ${failedCount} not done`}, {leftCount} left
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
