import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readApproval, readApprovalEnd } from "./command-approvals.ts";
import { parseEndedId, parseWaiting, parseWaitingList } from "./waiting-approvals.ts";
import { UnreadableReplyError } from "./messages.ts";
import type { ApprovalKind } from "#domain/command-approval.ts";

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
    warningText: "Heredoc",
    commandAnalysis: { warningLines: ["Contains inline-eval: python -c"] },
    envKeys: ["FOO"],
    ask: "on-miss",
    resolvedPath: "/bin/rm",
    allowedDecisions: ["allow-once", "deny"],
  },
  createdAtMs: 1,
  expiresAtMs: 2,
};

function parseApproval(kind: ApprovalKind, payload: unknown) {
  const waiting = parseWaiting(kind, payload);
  return waiting && readApproval(waiting);
}

describe("parseApproval", () => {
  it("reads what will run, where, for whom and why", () => {
    expect(parseApproval("exec", wire)).toEqual({
      kind: "exec",
      id: "a",
      text: "rm -rf /tmp/x",
      remarks: ["Heredoc", "Contains inline-eval: python -c"],
      agentId: "main",
      sessionKey: "agent:main:main",
      pluginId: undefined,
      toolName: undefined,
      host: "gateway",
      nodeId: undefined,
      cwd: "/home/ada",
      program: "/bin/rm",
      envKeys: ["FOO"],
      ask: "on-miss",
      allowed: ["allow-once", "deny"],
      automation: undefined,
      createdAtMs: 1,
      expiresAtMs: 2,
    });
  });

  it("reads what a plugin wants, and the rule of an automation", () => {
    const request = { title: "Send a message", description: "To everybody", command: null };
    expect(parseApproval("plugin", { ...wire, request })).toMatchObject({
      text: "Send a message",
      remarks: ["To everybody"],
    });
    const scope = { kind: "standing-grant", automation: "Nightly", command: "ls", expiresInDays: 30 };
    expect(parseApproval("exec", { ...wire, request: { ...wire.request, scope } })?.automation).toEqual({
      name: "Nightly",
      expiresInDays: 30,
    });
  });

  it("reads the command that old gateways put into a node’s plan only", () => {
    const request = { command: "", systemRunPlan: { commandText: "uname -a" } };
    expect(parseApproval("exec", { ...wire, request })?.text).toBe("uname -a");
  });

  it("shows a request of which a field makes no sense", () => {
    const request = { command: 7, agentId: ["main"], cwd: "/x", allowedDecisions: ["perhaps"], scope: 3 };
    expect(parseApproval("exec", { ...wire, request })).toMatchObject({
      text: "",
      cwd: "/x",
      allowed: undefined,
    });
  });

  it("throws at nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        expect(() => [parseApproval("exec", payload), parseEndedId(payload)]).not.toThrow();
      }),
    );
  });
});

describe("readApprovalEnd", () => {
  it("tells an answer from a time that is over", () => {
    expect(readApprovalEnd("a", { decision: "deny", resolvedBy: "Ada" })).toEqual({
      id: "a",
      outcome: "deny",
      by: "Ada",
    });
    expect(readApprovalEnd("a", { decision: "allow-always", resolvedBy: null }).outcome).toBe("allow-always");
    expect(readApprovalEnd("a", { decision: "deny", resolvedBy: null }).outcome).toBe("ended");
    expect(readApprovalEnd("a", {}).outcome).toBe("ended");
  });
});

describe("parseWaitingList", () => {
  it("leaves out what makes no sense, and nothing else", () => {
    const list = parseWaitingList("exec", "exec.approval.list", [{ id: "b" }, wire, null]);
    expect(list.map(({ id }) => id)).toEqual(["a"]);
  });

  it("takes no other reply for an empty list", () => {
    expect(() => parseWaitingList("exec", "exec.approval.list", {})).toThrow(UnreadableReplyError);
  });
});
