import "./access-review.css";
import type { GatewayTimes } from "#data/gateway-clock.ts";
import type { MatrixCell, RightState } from "#domain/review/rights-matrix.ts";

/** What each mark means; shapes differ as well as colours. */
const STATE_WORDS: Readonly<Record<RightState, string>> = {
  used: "Used in the last 30 days",
  held: "Held by a token, use unknown",
  idle: "Held, but not used for 30 days or more",
  beyond: "Held, but never approved",
  approved: "Approved, but no token holds it",
  revoked: "Approved, but the token is revoked",
  covered: "Included in a wider right",
};

/** A right's state as a shape. Whoever shows it says it in words, too. */
export function RightMark({ state }: { readonly state: RightState }) {
  return <span aria-hidden className={`right-mark right-${state}`} />;
}

/** One cell in words: "Held, not used for 41 days". */
export function cellWords({ state, usedAtMs }: MatrixCell, { age }: GatewayTimes): string {
  if (usedAtMs === undefined || (state !== "used" && state !== "idle")) return STATE_WORDS[state];
  return state === "used" ? `Token used ${age(usedAtMs)}` : `Held, but last used ${age(usedAtMs)}`;
}

const LEGEND: readonly RightState[] = ["used", "held", "idle", "beyond", "approved", "revoked", "covered"];

export function Legend() {
  return (
    <ul aria-label="Marks" className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {LEGEND.map((state) => (
        <li key={state} className="inline-flex items-center gap-2">
          <RightMark state={state} />
          {STATE_WORDS[state]}
        </li>
      ))}
    </ul>
  );
}
