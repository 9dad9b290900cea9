import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ActivityFact } from "./activity.ts";
import { activityJson, activityRows } from "./activity-export.ts";
import { sentenceOf, sentenceParts, topicsOf } from "./activity-sentences.ts";

const who = { deviceId: "0123abcd", name: "Ada’s iPhone" };
const request = { requestId: "r", ...who };

const SENTENCES: readonly (readonly [ActivityFact, string])[] = [
  [
    {
      kind: "request-seen",
      ...request,
      remoteIp: "203.0.113.9",
      roles: ["operator"],
      scopes: ["operator.read", "operator.write"],
      isRepair: false,
    },
    "Ada’s iPhone asked to be let in from 203.0.113.9 as operator, with operator.read, operator.write.",
  ],
  [
    { kind: "request-seen", ...request, roles: ["node"], scopes: [], isRepair: true },
    "Ada’s iPhone asked for more rights, or came with a new key, as node, with no scopes.",
  ],
  [
    { kind: "request-ended", ...request, how: "approved", by: "elsewhere" },
    "The request of Ada’s iPhone was approved elsewhere.",
  ],
  [
    { kind: "request-ended", ...request, how: "approved", by: "unclear" },
    "The request of Ada’s iPhone was approved, perhaps by this browser, which got no answer.",
  ],
  [
    { kind: "request-ended", ...request, how: "rejected", by: "elsewhere" },
    "The request of Ada’s iPhone was rejected elsewhere, or replaced by a newer one.",
  ],
  [
    { kind: "request-ended", requestId: "r", how: "gone", by: "elsewhere" },
    "The request of a device that is not known here is gone; it expired, was replaced, or was answered elsewhere.",
  ],
  [
    { kind: "write", action: "approve", outcome: "done", ...request },
    "This browser approved the request of Ada’s iPhone.",
  ],
  [
    { kind: "write", action: "rename", outcome: "refused", ...who, label: "Phone" },
    "The gateway refused to rename Ada’s iPhone to “Phone”.",
  ],
  [
    { kind: "write", action: "rotate", outcome: "done", ...who, role: "operator", scopes: ["operator.read"] },
    "This browser rotated the token of Ada’s iPhone for the role operator, with operator.read.",
  ],
  [
    { kind: "write", action: "revoke", outcome: "not-sent", ...who, role: "node" },
    "Not connected, so nothing was sent to revoke the token of Ada’s iPhone for the role node.",
  ],
  [
    { kind: "write", action: "remove", outcome: "unknown", ...who },
    "The connection broke before the answer came, so it is not known whether this browser removed Ada’s iPhone.",
  ],
  [
    { kind: "device-appeared", ...who, roles: [], scopes: [], by: "elsewhere" },
    "Ada’s iPhone was paired elsewhere.",
  ],
  [
    { kind: "device-appeared", ...who, roles: [], scopes: [], by: "elsewhere", isSilent: true },
    "Ada’s iPhone was paired elsewhere, without anybody being asked.",
  ],
  [
    { kind: "device-vanished", deviceId: "0123abcd", roles: [], scopes: [], by: "elsewhere" },
    "0123abcd was removed elsewhere.",
  ],
  [
    { kind: "connected", version: "2026.9.6", protocol: 4, credential: "device-token" },
    "Connected to OpenClaw 2026.9.6, protocol 4, with the stored device token.",
  ],
  [
    { kind: "connected", protocol: 3, credential: "x" },
    "Connected to OpenClaw of unknown version, protocol 3, with an unknown credential.",
  ],
  [{ kind: "connection-lost", closeCode: 1012 }, "The connection was lost (close code 1012)."],
  [
    { kind: "connection-blocked", code: "AUTH_TOKEN_MISMATCH", isTurnedDown: false },
    "The gateway could not be signed in to: AUTH_TOKEN_MISMATCH.",
  ],
  [
    { kind: "connection-blocked", code: "PAIRING_REQUIRED", isTurnedDown: true },
    "The request of this browser was turned down.",
  ],
  [{ kind: "approval-awaited" }, "This browser asked to be let in, and waits for approval."],
  [{ kind: "disconnected" }, "Disconnected here."],
];

describe("sentenceOf", () => {
  it.each(SENTENCES)("says %j", (fact, sentence) => expect(sentenceOf({ ...fact, atMs: 1 })).toBe(sentence));

  it("isolates what a device says", () => {
    const parts = sentenceParts({
      kind: "device-appeared",
      deviceId: "0123abcd",
      name: "\u202Eevil\n",
      roles: [],
      scopes: [],
      by: "elsewhere",
      atMs: 1,
    });
    expect(parts[0]).toMatchObject({ hasHidden: true });
    expect(parts.slice(1).every((part) => typeof part === "string")).toBe(true);
  });

  it("never lets hidden characters into plain text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (hostile) => {
        const sentence = sentenceOf({
          kind: "request-seen",
          atMs: 1,
          requestId: "r",
          deviceId: hostile,
          name: hostile,
          remoteIp: hostile,
          roles: [hostile],
          scopes: [hostile],
          isRepair: false,
        });
        expect(sentence).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe("topicsOf", () => {
  it("gives every entry a topic", () => {
    for (const [fact] of SENTENCES) expect(topicsOf({ ...fact, atMs: 1 }).length).toBeGreaterThan(0);
  });
});

describe("exports", () => {
  const entries = SENTENCES.map(([fact], index) => ({ ...fact, atMs: index * 1_000 }));

  it("have a row for every entry, each as long as the header", () => {
    const rows = activityRows(entries);
    expect(rows).toHaveLength(entries.length + 1);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
    expect(rows[1]).toContain("1970-01-01T00:00:00.000Z");
  });

  it("survive a clock that says nonsense", () => {
    expect(activityRows([{ kind: "disconnected", atMs: 1e300 }])[1]?.[0]).toBe("");
  });

  it("are JSON with sentences", () => {
    expect(JSON.parse(activityJson(entries, "ws://nas:18789"))).toMatchObject({
      gateway: "ws://nas:18789",
      entries: SENTENCES.map(([, sentence]) => ({ sentence })),
    });
  });
});
