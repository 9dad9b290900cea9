import { describe, expect, it } from "vitest";

import type { PairedDevice } from "#domain/device.ts";

import {
  beginReview,
  decide,
  finishReview,
  guardedDevices,
  pairedSince,
  planReview,
  withOutcomes,
} from "./access-review.ts";
import type { Decision } from "./decision.ts";
import { countRecord, outcomeWords, recordAsJson, recordFileName } from "./review-record.ts";

const ADMIN = ["operator.admin", "operator.read"];
const make = (deviceId: string, scopes: string[] = ["operator.read"]): PairedDevice => ({
  deviceId,
  displayName: `The ${deviceId}`,
  roles: ["operator"],
  scopes,
  tokens: [{ role: "operator", scopes }],
});
const [a, b, c] = [make("a", ADMIN), make("b"), make("c")];
const PAIRED = [a, b, c];
const ABOUT = { id: "r", gatewayUrl: "ws://127.0.0.1:18789", startedAtMs: 1_700_000_000_000 };

function decideAll(decisions: readonly [PairedDevice, Decision][], paired = PAIRED) {
  return decide(beginReview(paired, ABOUT), new Map(decisions));
}

describe("what will be done", () => {
  it("is what was decided, write by write", () => {
    const review = decideAll([
      [a, { kind: "narrow", scopes: ["operator.read"] }],
      [b, { kind: "revoke" }],
      [c, { kind: "remove" }],
    ]);
    const before = a.tokens[0];
    expect(planReview(review, PAIRED).changes.map(({ device, writes }) => [device.deviceId, writes])).toEqual(
      [
        ["a", [{ kind: "rotate", role: "operator", scopes: ["operator.read"], before }]],
        ["b", [{ kind: "revoke", role: "operator" }]],
        ["c", [{ kind: "remove" }]],
      ],
    );
  });

  it("leaves alone what is kept, left for later, not decided or new", () => {
    const review = decideAll([
      [a, { kind: "keep" }],
      [b, { kind: "later" }],
    ]);
    const plan = planReview(review, [...PAIRED, make("new")]);
    expect(plan).toMatchObject({ changes: [], changed: [], gone: [], keptCount: 1, leftCount: 3 });
  });

  it("leaves out a device that has changed since, and one that is gone", () => {
    const review = decideAll([
      [a, { kind: "remove" }],
      [b, { kind: "remove" }],
    ]);
    const wider = { ...b, scopes: ADMIN };
    const plan = planReview(review, [wider, c]);
    expect(plan.changes).toEqual([]);
    expect(plan.changed).toEqual([wider]);
    expect(plan.gone.map(({ deviceId }) => deviceId)).toEqual(["a"]);
  });

  it("never rotates a role that is not approved, nor a revoked token", () => {
    const odd: PairedDevice = {
      ...b,
      tokens: [
        { role: "operator", scopes: [], revokedAtMs: 1 },
        { role: "node", scopes: [] },
      ],
    };
    expect(planReview(decideAll([[odd, { kind: "rotate" }]]), [odd]).changes[0]?.writes).toEqual([]);
    expect(planReview(decideAll([[odd, { kind: "revoke" }]]), [odd]).changes[0]?.writes).toEqual([
      { kind: "revoke", role: "node" },
    ]);
  });

  it("does nothing twice", () => {
    const review = withOutcomes(decideAll([[b, { kind: "rotate" }]]), new Map([["b", { outcome: "done" }]]));
    expect(planReview(review, PAIRED).changes).toEqual([]);
  });

  it("is decided anew by a new decision, or taken back", () => {
    const review = withOutcomes(
      decideAll([[b, { kind: "rotate" }]]),
      new Map([["b", { outcome: "refused" }]]),
    );
    expect(decide(review, new Map([[b, { kind: "keep" }]])).devices[1]?.outcome).toBeUndefined();
    expect(decide(review, new Map([[b, null]])).devices[1]?.decision).toBeUndefined();
    expect(pairedSince(decide(review, new Map([[make("new"), { kind: "keep" }]])), [make("new")])).toEqual(
      [],
    );
  });
});

describe("guards", () => {
  const guarded = (decisions: readonly [PairedDevice, Decision][], own: string | null) =>
    guardedDevices(planReview(decideAll(decisions), PAIRED).changes, PAIRED, own).map(
      ({ deviceId }) => deviceId,
    );
  it.each<[string, [PairedDevice, Decision][], string | null, string[]]>([
    ["this browser", [[b, { kind: "remove" }]], "b", ["b"]],
    ["the last administrator, removed", [[a, { kind: "remove" }]], null, ["a"]],
    ["the last administrator, revoked", [[a, { kind: "revoke" }]], null, ["a"]],
    ["the last administrator, narrowed", [[a, { kind: "narrow", scopes: ["operator.read"] }]], null, ["a"]],
    ["nobody who only gets a new token", [[a, { kind: "rotate" }]], "a", []],
    ["nobody else", [[b, { kind: "remove" }]], null, []],
  ])("keep %s", (_what, decisions, own, expected) => expect(guarded(decisions, own)).toEqual(expected));
});

describe("the record", () => {
  const review = withOutcomes(
    decideAll([
      [a, { kind: "keep" }],
      [b, { kind: "remove" }],
      [c, { kind: "revoke" }],
    ]),
    new Map([
      ["b", { outcome: "done" } as const],
      ["c", { outcome: "refused", message: "missing scope" } as const],
    ]),
  );
  const finished = finishReview(review, [a, c, make("new")], { atMs: ABOUT.startedAtMs + 1, by: "Ada" });

  it("says what was decided, what came of it and what was left", () => {
    expect(finished.finished).toEqual({ atMs: ABOUT.startedAtMs + 1, by: "Ada", newIds: ["new"] });
    expect(finished.devices.map(outcomeWords)).toEqual([null, "Done", "The gateway refused"]);
    expect(countRecord(finished)).toEqual({ keptCount: 1, changedCount: 1, failedCount: 1, leftCount: 0 });
  });

  it("tells what was never tried, or was gone before", () => {
    const never = finishReview(
      decideAll([
        [b, { kind: "remove" }],
        [c, { kind: "rotate" }],
      ]),
      [a, c],
      { atMs: 1, by: "Ada" },
    );
    expect(never.devices.map(({ outcome }) => outcome)).toEqual([undefined, "gone", "not-tried"]);
    expect(countRecord(never)).toEqual({ keptCount: 0, changedCount: 1, failedCount: 1, leftCount: 1 });
  });

  it("is a file with the gateway, the name and the times", () => {
    const file: unknown = JSON.parse(recordAsJson(finished));
    expect(file).toMatchObject({
      gateway: ABOUT.gatewayUrl,
      reviewedBy: "Ada",
      startedAt: "2023-11-14T22:13:20.000Z",
      pairedMeanwhile: ["new"],
      devices: [
        { deviceId: "a", decision: "keep" },
        { deviceId: "b", decision: "remove", outcome: "done" },
        { deviceId: "c", decision: "revoke", outcome: "refused", message: "missing scope" },
      ],
    });
    expect(recordFileName(finished)).toMatch(
      /^gatehouse-access-review-127\.0\.0\.1-18789-2023-11-1\d\.json$/,
    );
  });
});
