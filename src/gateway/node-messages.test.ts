import { describe, expect, it } from "vitest";
import { UnreadableReplyError } from "./messages.ts";
import {
  parseExecRule,
  parseNodeApproved,
  parseNodeList,
  parseNodeRequested,
  parseNodeResolved,
  parseNodeStatus,
} from "./node-messages.ts";

/** As 2026.9.6 sent them. */
const pending = {
  requestId: "r",
  nodeId: "n",
  clientId: "node-host",
  clientMode: "node",
  displayName: "Sim",
  platform: "linux",
  version: "1.0.0",
  deviceFamily: "Linux",
  caps: ["system"],
  commands: ["system.which", "system.notify"],
  permissions: { camera: true, screen: false },
  requiredApproveScopes: ["operator.pairing", "operator.write"],
  remoteIp: "203.0.113.9",
  ts: 7,
};
const paired = { nodeId: "n", caps: ["system"], commands: ["system.which"], approvedAtMs: 3 };

describe("parseNodeList", () => {
  it("reads who asks for what, and what was approved", () => {
    expect(parseNodeList({ pending: [pending], paired: [paired] })).toEqual({
      pending: [
        {
          requestId: "r",
          deviceId: "n",
          clientId: "node-host",
          clientMode: "node",
          displayName: "Sim",
          platform: "linux",
          version: "1.0.0",
          deviceFamily: "Linux",
          capabilities: ["system"],
          commands: ["system.which", "system.notify"],
          permissions: ["camera"],
          requiredScopes: ["operator.pairing", "operator.write"],
          remoteIp: "203.0.113.9",
          requestedAtMs: 7,
        },
      ],
      paired: [
        {
          nodeId: "n",
          capabilities: ["system"],
          commands: ["system.which"],
          permissions: [],
          approvedAtMs: 3,
        },
      ],
      unreadable: 0,
    });
  });

  it("keeps no token of a node, which gateways up to 2026.6.11 list", () => {
    const list = parseNodeList({ pending: [], paired: [{ ...paired, token: "secret" }] });
    expect(JSON.stringify(list)).not.toContain("secret");
    const reply = parseNodeApproved({ requestId: "r", node: { ...paired, token: "secret" } });
    expect(JSON.stringify(reply)).not.toContain("secret");
  });

  it("leaves out what makes no sense or comes twice, and counts it", () => {
    const list = parseNodeList({ pending: [pending, pending, { requestId: "x" }, 3], paired: [null] });
    expect(list.pending).toHaveLength(1);
    expect(list.unreadable).toBe(4);
  });

  it.each([null, {}, { pending: [] }, "x"])("refuses %j", (payload) => {
    expect(() => parseNodeList(payload)).toThrow(UnreadableReplyError);
  });
});

describe("events and replies", () => {
  it("reads a request", () => {
    expect(parseNodeRequested(pending)).toMatchObject({ requestId: "r", deviceId: "n" });
    expect(parseNodeRequested({ requestId: "r" })).toBeNull();
  });

  it("reads which request has ended; of a removal that is none", () => {
    expect(parseNodeResolved({ requestId: "r", nodeId: "n", decision: "approved", ts: 1 })).toBe("r");
    expect(parseNodeResolved({ requestId: "", nodeId: "n", decision: "removed", ts: 1 })).toBe("");
    expect(parseNodeResolved({})).toBeNull();
  });

  it("reads whether a node is there, and what can be used", () => {
    expect(parseNodeStatus({ nodeId: "n", connected: true, commands: ["system.which"] })).toEqual({
      isConnected: true,
      commands: ["system.which"],
    });
    expect(parseNodeStatus({ nodeId: "n" })).toEqual({ isConnected: false, commands: [] });
  });

  it("reads a node's own rule; what holds in the end counts more than what was written down", () => {
    const none = { security: undefined, ask: undefined, hasAgentRules: false };
    expect(parseExecRule({ file: { version: 1, defaults: {}, agents: {} } })).toEqual(none);
    expect(
      parseExecRule({
        file: { defaults: { security: "full" }, agents: { main: {} } },
        resolvedDefaults: { security: "allowlist", ask: "on-miss", askFallback: "deny" },
      }),
    ).toEqual({ security: "allowlist", ask: "on-miss", hasAgentRules: true });
  });
});
