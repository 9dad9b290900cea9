import { formatFileDate } from "#lib/time.ts";

import type { AccessReview, Outcome, ReviewedDevice } from "./access-review.ts";
import { DECISION_LABELS } from "./decision.ts";

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  done: "Done",
  gone: "It was no longer paired",
  back: "Done, but undone since",
  refused: "The gateway refused",
  unknown: "Unknown: no answer",
  "not-tried": "Not done",
};

/** What a record says of a decision's end; null where there was nothing to be done. */
export function outcomeWords({ decision, outcome }: ReviewedDevice): string | null {
  if (outcome === undefined || (decision?.kind === "keep" && outcome === "done")) return null;
  return OUTCOME_WORDS[outcome];
}

export function decisionWords({ decision }: ReviewedDevice): string {
  return decision === undefined ? "Not decided" : DECISION_LABELS[decision.kind];
}

/** What a record is summed up by. */
export interface RecordCounts {
  readonly keptCount: number;
  readonly changedCount: number;
  /** To be changed, and not. */
  readonly failedCount: number;
  /** Not decided, or left for later. */
  readonly leftCount: number;
}

export function countRecord({ devices }: AccessReview): RecordCounts {
  const counts = { keptCount: 0, changedCount: 0, failedCount: 0, leftCount: 0 };
  for (const { decision, outcome } of devices) {
    if (decision === undefined || decision.kind === "later") counts.leftCount += 1;
    else if (decision.kind === "keep") counts.keptCount += 1;
    else if (outcome === "done" || outcome === "gone") counts.changedCount += 1;
    else counts.failedCount += 1;
  }
  return counts;
}

/** A finished review as a file. It holds no secret: a review never has one. Names stand as the devices sent them. */
export function recordAsJson(review: AccessReview): string {
  const { finished } = review;
  const file = {
    kind: "gatehouse-access-review",
    version: 1,
    gateway: review.gatewayUrl,
    reviewedBy: finished?.by ?? null,
    startedAt: isoTime(review.startedAtMs),
    finishedAt: finished ? isoTime(finished.atMs) : null,
    devices: review.devices.map((device) => ({
      deviceId: device.deviceId,
      name: device.name ?? null,
      client: device.clientId ?? null,
      roles: device.roles,
      scopes: device.scopes,
      decision: device.decision?.kind ?? null,
      newScopes: device.decision?.kind === "narrow" ? device.decision.scopes : null,
      outcome: device.outcome ?? null,
      message: device.message ?? null,
    })),
    pairedMeanwhile: finished?.newIds ?? [],
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** "gatehouse-access-review-127.0.0.1-18789-2026-11-22.json" */
export function recordFileName({ gatewayUrl, finished, startedAtMs }: AccessReview): string {
  const host = URL.canParse(gatewayUrl) ? new URL(gatewayUrl).host : "gateway";
  const name = host.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^-|-$/g, "");
  return `gatehouse-access-review-${name}-${formatFileDate(finished?.atMs ?? startedAtMs)}.json`;
}

function isoTime(atMs: number): string {
  return Math.abs(atMs) <= 8.64e15 ? new Date(atMs).toISOString() : "";
}
