import { describe, expect, it } from "vitest";

import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { CredentialKind } from "#domain/connection/attempt.ts";
import type { ConnectionState } from "#domain/connection/state.ts";
import type { ListSnapshot } from "./device-steps.ts";
import { recoveryChecklist, type ChecklistFacts } from "./recovery-checklist.ts";
import { failure, session } from "./test-support/fact-sets.ts";

const START = 1_750_000_000_000;
const LATER = START + 60_000;
const LATEST = START + 120_000;
const affected = { deviceId: "aa", role: "operator" };

type Token = Partial<PairedDevice["tokens"][number]>;

const device = (changes: Partial<PairedDevice> = {}, token: Token = {}): PairedDevice => ({
  deviceId: "aa",
  roles: ["operator"],
  scopes: [],
  tokens: [{ role: "operator", scopes: [], createdAtMs: 1, ...token }],
  approvedAtMs: 1,
  ...changes,
});
const request: PairingRequest = {
  requestId: "r",
  deviceId: "aa",
  roles: ["operator"],
  scopes: [],
  isRepair: false,
  requestedAtMs: LATER,
};
const list = (paired: readonly PairedDevice[], changes: Partial<ListSnapshot> = {}): ListSnapshot => ({
  atMs: LATEST,
  pending: [],
  paired,
  online: null,
  ...changes,
});
const atStart = list([device()], { atMs: START });

const refused = failure({ code: "AUTH_TOKEN_MISMATCH" });
const connected = (credential: CredentialKind): ConnectionState => ({
  phase: "connected",
  hello: session,
  credential,
});
const idle: ConnectionState = { phase: "idle", wasTried: false };
const blocked = { phase: "blocked", failure: refused, isTurnedDown: false } as const;
const waiting: ConnectionState = {
  phase: "waiting",
  waitsFor: "approval",
  failure: refused,
  retryAtMs: LATER,
  isReturn: false,
};

const facts = (changes: Partial<ChecklistFacts>): ChecklistFacts => ({
  affected,
  atStart,
  now: atStart,
  state: connected("device-token"),
  deviceId: "me",
  hasDeviceToken: true,
  isTokenSourceConfirmed: false,
  isDeviceTokenForgotten: false,
  wasApprovalNeeded: false,
  isRetried: false,
  ...changes,
});

const ownOut = { affected: "this-browser", atStart: null, now: null } as const;
const T = "To do";
const D = "Doing";
const OK = "Done";
const N = "Not needed";
const X = "Failed";

/** The states of the five steps. */
const CASES: readonly (readonly [name: string, facts: ChecklistFacts, states: readonly string[]])[] = [
  ["nothing yet", facts({}), [OK, OK, T, T, T]],
  ["no device chosen", facts({ affected: null }), [OK, D, T, T, T]],
  ["not signed in", facts({ affected: null, atStart: null, now: null, state: idle }), [T, T, T, T, T]],
  ["list not read, shared token", facts({ now: null, state: connected("shared-token") }), [OK, T, T, T, T]],
  ["unknown device", facts({ atStart: list([], { atMs: START }), now: list([]) }), [OK, X, N, T, T]],
  ["rotated here", facts({ now: list([device({}, { rotatedAtMs: LATER })]) }), [OK, OK, OK, T, D]],
  ["rotated in a terminal", facts({ now: list([device({}, { rotatedAtMs: LATER })]) }), [OK, OK, OK, T, D]],
  [
    "rotated long ago",
    facts({
      atStart: list([device({}, { rotatedAtMs: 5 })], { atMs: START }),
      now: list([device({}, { rotatedAtMs: 5 })]),
    }),
    [OK, OK, T, T, T],
  ],
  [
    "another role was rotated",
    facts({
      now: list([
        device({
          tokens: [
            { role: "operator", scopes: [] },
            { role: "node", scopes: [], rotatedAtMs: LATER },
          ],
        }),
      ]),
    }),
    [OK, OK, T, T, T],
  ],
  [
    "rotated, and back",
    facts({
      now: list([device({}, { rotatedAtMs: LATER, lastUsedAtMs: LATEST })]),
    }),
    [OK, OK, OK, N, OK],
  ],
  [
    "used only before the rotation",
    facts({
      now: list([device({}, { rotatedAtMs: LATEST, lastUsedAtMs: LATER })]),
    }),
    [OK, OK, OK, T, D],
  ],
  ["back by itself", facts({ now: list([device({}, { lastUsedAtMs: LATER })]) }), [OK, OK, N, N, OK]],
  [
    "back with a fresh token of a sign-in",
    facts({
      now: list([device({ lastSeenAtMs: LATER - 50, lastSeenReason: "connect" }, { rotatedAtMs: LATER })]),
    }),
    [OK, OK, OK, N, OK],
  ],
  ["came online", facts({ now: list([device({ connected: true })]) }), [OK, OK, N, N, OK]],
  [
    "was online all the time",
    facts({
      atStart: list([device({ connected: true })], { atMs: START }),
      now: list([device({ connected: true })]),
    }),
    [OK, OK, T, T, T],
  ],
  [
    "rotated, and the session of an old gateway stays",
    facts({
      atStart: list([device()], { atMs: START, online: new Set(["aa"]) }),
      now: list([device({}, { rotatedAtMs: LATER })], { online: new Set(["aa"]) }),
    }),
    [OK, OK, OK, T, D],
  ],
  [
    "rotated, and online again on a new gateway",
    facts({
      atStart: list([device({ connected: true })], { atMs: START }),
      now: list([device({ connected: true }, { rotatedAtMs: LATER })]),
    }),
    [OK, OK, OK, N, OK],
  ],
  ["removed", facts({ now: list([]) }), [OK, OK, N, D, T]],
  ["removed, and it asks", facts({ now: list([], { pending: [request] }) }), [OK, OK, N, D, T]],
  ["paired, and it asks", facts({ now: list([device()], { pending: [request] }) }), [OK, OK, T, D, T]],
  ["approved again", facts({ now: list([device({ approvedAtMs: LATER })]) }), [OK, OK, T, OK, D]],
  [
    "approved again, and back",
    facts({ now: list([device({ approvedAtMs: LATER }, { lastUsedAtMs: LATEST })]) }),
    [OK, OK, N, OK, OK],
  ],
  ["this browser: locked out", facts({ ...ownOut, state: blocked }), [T, OK, T, T, T]],
  [
    "this browser: first step ticked, token forgotten",
    facts({
      ...ownOut,
      state: blocked,
      isTokenSourceConfirmed: true,
      isDeviceTokenForgotten: true,
    }),
    [OK, OK, OK, T, T],
  ],
  [
    "this browser: tries",
    facts({ ...ownOut, state: { phase: "authenticating", isReturn: false } }),
    [D, OK, T, T, D],
  ],
  ["this browser: refused again", facts({ ...ownOut, state: blocked, isRetried: true }), [T, OK, T, T, X]],
  [
    "this browser: refused, and it has no device token that could be stale",
    facts({ ...ownOut, state: blocked, hasDeviceToken: false }),
    [T, OK, N, T, T],
  ],
  [
    "this browser: waits for approval",
    facts({
      ...ownOut,
      state: waiting,
      isTokenSourceConfirmed: true,
    }),
    [OK, OK, T, D, D],
  ],
  [
    "this browser: turned down",
    facts({ ...ownOut, state: { ...blocked, isTurnedDown: true } }),
    [T, OK, T, X, T],
  ],
  [
    "this browser: in",
    facts({ ...ownOut, state: connected("shared-token"), isDeviceTokenForgotten: true }),
    [OK, OK, OK, N, OK],
  ],
  [
    "this browser: in after an approval",
    facts({ ...ownOut, state: connected("shared-token"), wasApprovalNeeded: true }),
    [OK, OK, N, OK, OK],
  ],
  ["this browser: never tried", facts({ ...ownOut, state: idle, deviceId: null }), [T, T, T, T, T]],
];

describe("recoveryChecklist", () => {
  it.each(CASES)("%s", (_, given, states) => {
    const items = recoveryChecklist(given);
    expect(items.map(({ state }) => state)).toEqual(states);
    expect(items.every(({ title, detail }) => title !== "" && detail !== "")).toBe(true);
  });

  it("has a node restarted, which does not try again by itself", () => {
    const node = (changes: Partial<PairedDevice>) => device({ roles: ["node"], ...changes });
    const lastStep = (now: PairedDevice) => {
      const role = { deviceId: "aa", role: "node" };
      const steps = recoveryChecklist(
        facts({ affected: role, atStart: list([], { atMs: START }), now: list([now]) }),
      );
      return steps.at(-1)?.detail;
    };
    expect(lastStep(node({ approvedAtMs: LATER }))).toContain("openclaw node restart");
    expect(lastStep(node({ approvedAtMs: LATER, connected: true }))).toContain("an approval of their own");
  });

  it("has the five steps of the gateways’ documents, in their order", () => {
    expect(recoveryChecklist(facts({})).map(({ title }) => title)).toEqual([
      "Confirm the gateway’s current token source",
      "List the paired devices and find the affected device id",
      "Rotate the operator token of that device",
      "Remove the stale pairing and approve it again",
      "Retry the connection with the current shared token or password",
    ]);
  });
});
