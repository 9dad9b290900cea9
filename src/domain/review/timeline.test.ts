import { describe, expect, it } from "vitest";

import type { PairedDevice } from "#domain/device.ts";

import { binEvents, findBursts, timelineOf, type TimelineEvent } from "./timeline.ts";

const HOUR = 3_600_000;
const make = (change: Partial<PairedDevice>): PairedDevice => ({
  deviceId: "d",
  roles: [],
  scopes: [],
  tokens: [],
  ...change,
});
const pairedAt = (atMs: number): TimelineEvent => ({ kind: "paired", atMs, device: undefined });

describe("the timeline", () => {
  it("has all that the list tells, newest first, and nothing that it does not", () => {
    const device = make({
      createdAtMs: 1,
      approvedAtMs: 2,
      lastSeenAtMs: 9,
      tokens: [{ role: "operator", scopes: [], rotatedAtMs: 5, revokedAtMs: 7 }],
    });
    const refused: TimelineEvent = { kind: "refused", atMs: 8, device: undefined, client: "cli" };
    expect(timelineOf([device], [refused]).map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ["seen", 9],
      ["refused", 8],
      ["revoked", 7],
      ["rotated", 5],
      ["paired", 1],
    ]);
    expect(timelineOf([make({ createdAtMs: 0 })])).toEqual([]);
  });

  it("counts in equal spans, both ends included", () => {
    const events = [0, 1, 99, 100, 101].map(pairedAt);
    expect(binEvents(events, { fromMs: 0, toMs: 100, binCount: 2 }).get("paired")).toEqual([2, 2]);
  });

  it("finds an evening on which many were paired", () => {
    const evening = [0, 1, 2, 3, 4].map((minutes) => pairedAt(100 * HOUR + minutes * 60_000));
    expect(findBursts([pairedAt(HOUR), ...evening, pairedAt(200 * HOUR)])).toEqual([
      { fromMs: 100 * HOUR, toMs: 100 * HOUR + 240_000, count: 5 },
    ]);
    expect(findBursts([0, 1, 2, 3, 4].map((hours) => pairedAt(hours * HOUR)))).toEqual([]);
  });
});
