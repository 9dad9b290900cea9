import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseApproval, parseApprovalEnd, parseApprovalList } from "./command-approvals.ts";
import { UnreadableReplyError } from "./messages.ts";

/** As 2026.9.6 sends it; 2026.3.13 leaves out `approvalKind` and much of the rest. */
const wire = {
  approvalKind: "exec",
  id: "a",
  request: {
    command: "rm -rf /tmp/x",
    cwd: "/home/ada",
    nodeId: null,
    host: "gateway",
    agentId: "main",
    sessionKey: "agent:main:main",
    allowedDecisions: ["allow-once", "deny"],
  },
  createdAtMs: 1,
  expiresAtMs: 2,
};

describe("parseApproval", () => {
  it("reads what will run, where, and for whom", () => {
    expect(parseApproval("exec", wire)).toEqual({
      kind: "exec",
      id: "a",
      text: "rm -rf /tmp/x",
      agentId: "main",
      host: "gateway",
      nodeId: undefined,
      cwd: "/home/ada",
      expiresAtMs: 2,
    });
  });

  it("reads what a plugin wants", () => {
    const request = { title: "Send a message", description: "To everybody", command: null };
    expect(parseApproval("plugin", { ...wire, request })?.text).toBe("Send a message: To everybody");
  });

  it("shows a request of which a field makes no sense", () => {
    const request = { command: 7, agentId: ["main"], cwd: "/x" };
    expect(parseApproval("exec", { ...wire, request })).toMatchObject({ id: "a", text: "", cwd: "/x" });
  });

  it("throws at nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        expect(() => [parseApproval("exec", payload), parseApprovalEnd(payload)]).not.toThrow();
      }),
    );
  });
});

describe("parseApprovalList", () => {
  it("leaves out what makes no sense, and nothing else", () => {
    const list = parseApprovalList("exec", "exec.approval.list", [{ id: "b" }, wire, null]);
    expect(list.map(({ id }) => id)).toEqual(["a"]);
  });

  it("takes no other reply for an empty list", () => {
    expect(() => parseApprovalList("exec", "exec.approval.list", {})).toThrow(UnreadableReplyError);
  });
});
