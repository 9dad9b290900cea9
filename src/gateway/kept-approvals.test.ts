import { describe, expect, it } from "vitest";
import { parseApprovalHistory, parseKeptApproval, parseResolution } from "./kept-approvals.ts";
import { UnreadableReplyError } from "./messages.ts";

/** As `approval.get` of 2026.9.6 answers. */
const kept = {
  id: "a",
  status: "allowed",
  presentation: { kind: "exec", commandText: "ls", host: "gateway", nodeId: null, agentId: "main" },
  resolvedAtMs: 5,
  reason: "user",
  decision: "allow-once",
  resolver: { kind: "device", id: "d1" },
};

describe("what the gateway keeps", () => {
  it("is null while it waits, and says how it ended", () => {
    expect(parseKeptApproval({ approval: { ...kept, status: "pending" } })).toBeNull();
    expect(parseKeptApproval({ approval: kept })).toMatchObject({
      outcome: "allow-once",
      by: "d1",
      deviceId: "d1",
    });
    const expired = { ...kept, status: "expired", decision: undefined, resolver: { kind: "system" } };
    expect(parseKeptApproval({ approval: expired })).toMatchObject({ outcome: "expired", by: undefined });
    expect(() => parseKeptApproval({ approval: { status: "odd" } })).toThrow(UnreadableReplyError);
  });

  it("tells whose answer came first", () => {
    expect(parseResolution({ applied: false, approval: kept })).toMatchObject({
      isApplied: false,
      end: { outcome: "allow-once" },
    });
    expect(parseResolution({ ok: true })).toBeNull();
  });

  it("is a history without what makes no sense", () => {
    const history = parseApprovalHistory({ items: [kept, { id: "b" }], nextCursor: "next" });
    expect(history.items.map(({ text }) => text)).toEqual(["ls"]);
    expect(history.nextCursor).toBe("next");
    expect(() => parseApprovalHistory([])).toThrow(UnreadableReplyError);
  });
});
