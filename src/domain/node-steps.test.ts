import { describe, expect, it } from "vitest";
import type { NodeRequest } from "./node-request.ts";
import { NOTHING } from "./node-snapshot.ts";
import { nodeSteps, type NodeFacts } from "./node-steps.ts";

const NEW: NodeFacts = {
  needsApproval: true,
  request: undefined,
  approved: undefined,
  status: undefined,
  trial: null,
};
const request: NodeRequest = {
  ...NOTHING,
  requestId: "r",
  deviceId: "n",
  commands: ["system.which"],
  requestedAtMs: 1,
};
const approved = { ...NOTHING, nodeId: "n", commands: ["system.which"] };
const online = { isConnected: true, commands: ["system.which"] };
const idle = { isConnected: true, commands: [] };
const offline = { isConnected: false, commands: [] };

describe("nodeSteps", () => {
  it.each<[string, Partial<NodeFacts>, string]>([
    ["was approved just now", {}, "Done, Doing, To do, To do, To do"],
    ["is unknown to an old gateway", { needsApproval: false }, "Done, Doing, Not needed, To do, To do"],
    ["asks for its commands", { request, status: idle }, "Done, Done, Doing, To do, To do"],
    ["was rejected", { status: idle }, "Done, Done, Doing, To do, To do"],
    ["asked, and went away", { request, status: offline }, "Done, Done, Doing, To do, To do"],
    ["is approved and away", { approved, status: offline }, "Done, Done, Done, Doing, To do"],
    ["works", { approved, status: online }, "Done, Done, Done, Done, To do"],
    ["asks for more", { approved, request, status: online }, "Done, Done, Doing, Done, To do"],
    ["has answered", { approved, status: online, trial: "answered" }, "Done, Done, Done, Done, Done"],
    ["has not answered", { approved, status: online, trial: "failed" }, "Done, Done, Done, Done, Failed"],
    [
      "is back at an old gateway",
      { needsApproval: false, status: online },
      "Done, Done, Not needed, Done, To do",
    ],
  ])("of a node that %s", (_, facts, states) => {
    expect(
      nodeSteps({ ...NEW, ...facts })
        .map(({ state }) => state)
        .join(", "),
    ).toBe(states);
  });
});
