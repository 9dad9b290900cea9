import { NameAndId } from "#components/name-and-id.tsx";
import { PlaceLink } from "#components/links.tsx";
import { Rights } from "#components/rights.tsx";
import type { AccessReview, ReviewedDevice } from "#domain/review/access-review.ts";
import {
  countRecord,
  decisionWords,
  outcomeWords,
  recordAsJson,
  recordFileName,
} from "#domain/review/review-record.ts";
import { downloadText } from "#lib/download.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatDateTime } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { Fact } from "#ui/fact.tsx";
import "./access-review.css";

/** A finished review: who, when, where, what was decided, what came of it, and what was left. */
export function ReviewRecord({ review }: { readonly review: AccessReview }) {
  const { finished, startedAtMs, gatewayUrl, devices } = review;
  const { keptCount, changedCount, failedCount, leftCount } = countRecord(review);
  const save = () => downloadText(recordFileName(review), "application/json", recordAsJson(review));
  return (
    <article aria-labelledby="record-heading" className="access-record space-y-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="record-heading" className="mr-auto text-lg font-semibold">
          Record of the review
        </h2>
        <span className="not-printed flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => window.print()}>
            Print record
          </Button>
          <Button onClick={save}>Export JSON</Button>
        </span>
      </div>
      <dl className="grid gap-3 rounded-xl border border-line bg-surface p-5 sm:grid-cols-2">
        <Fact name="Reviewed by">{finished ? safeText(finished.by, 100).plain : "not finished"}</Fact>
        <Fact name="Gateway">{safeText(gatewayUrl, 200).plain}</Fact>
        <Fact name="Began">{formatDateTime(startedAtMs)}</Fact>
        <Fact name="Finished">{finished ? formatDateTime(finished.atMs) : "not finished"}</Fact>
        <Fact name="Result" isWide>
          {devices.length} devices: {keptCount} kept, {changedCount} changed
          {failedCount > 0 && `, ${failedCount} not done`}, {leftCount} left
          {finished &&
            finished.newIds.length > 0 &&
            `; ${finished.newIds.length} paired meanwhile, not reviewed`}
        </Fact>
      </dl>
      <div className="rounded-xl border border-line bg-surface">
        <table aria-label="Record" className="w-full text-left max-md:block">
          <thead className="border-b border-line text-[0.85rem] text-muted max-md:sr-only">
            <tr>
              {["Device", "Access", "Decision", "Result"].map((label) => (
                <th key={label} scope="col" className="px-3 py-2.5 font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-md:block">
            {devices.toSorted(byWeight).map((device) => (
              <RecordRow key={device.deviceId} device={device} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-sm text-muted">
        The result is what the gateway’s list held right after each change. The record contains no tokens, and
        the gateway has no copy of it.
      </p>
      <p className="not-printed">
        <PlaceLink to="/review">Back to the review</PlaceLink>
      </p>
    </article>
  );
}

function RecordRow({ device }: { readonly device: ReviewedDevice }) {
  const { decision, message, name, deviceId, clientId, roles, scopes } = device;
  return (
    <tr className="border-t border-line align-top max-md:block max-md:p-4">
      <th scope="row" className="font-normal max-md:block md:px-3 md:py-2">
        <NameAndId device={{ deviceId, displayName: name, clientId }} />
      </th>
      <td className="max-md:mt-2 max-md:block md:px-3 md:py-2">
        <Rights roles={roles} scopes={scopes} />
      </td>
      <td className="max-md:mt-2 max-md:block md:px-3 md:py-2">
        {decisionWords(device)}
        {decision?.kind === "narrow" && (
          <span className="block text-sm text-muted">
            to {safeText(decision.scopes.join(", ") || "no rights", 200).plain}
          </span>
        )}
      </td>
      <td className="max-md:block md:px-3 md:py-2">
        {outcomeWords(device)}
        {message !== undefined && (
          <span className="block text-sm text-muted">{safeText(message, 300).plain}</span>
        )}
      </td>
    </tr>
  );
}

/** What was changed, or was to be, comes first; what was left last. */
function byWeight(a: ReviewedDevice, b: ReviewedDevice): number {
  return weightOf(a) - weightOf(b);
}

function weightOf({ decision }: ReviewedDevice): number {
  if (decision === undefined) return 3;
  return decision.kind === "keep" ? 1 : decision.kind === "later" ? 2 : 0;
}
