import { describe, expect, it } from "vitest";
import { nodeDifferencesTo, nodeFindingIn, reviewOfNode } from "./node-approvals.ts";
import { nodeEvent } from "./node-feed.ts";
import type { ApprovedNode, NodeRequest } from "#domain/node-request.ts";
import { NOTHING } from "#domain/node-snapshot.ts";
import type { NodeList } from "#gateway/node-messages.ts";

const request: NodeRequest = {
  ...NOTHING,
  requestId: "r1",
  deviceId: "n1",
  commands: ["system.which", "system.notify"],
  requestedAtMs: 1,
};
const before: ApprovedNode = { ...NOTHING, nodeId: "n1", commands: ["system.which"], approvedAtMs: 3 };
const after: ApprovedNode = { ...before, commands: request.commands, approvedAtMs: 9 };
const stranger: ApprovedNode = { ...after, nodeId: "n2", commands: ["system.run"] };

function listOf(pending: readonly NodeRequest[], paired: readonly ApprovedNode[] = []): NodeList {
  return { pending, paired, unreadable: 0 };
}

describe("reviewOfNode", () => {
  it("compares with what was approved of the same node, and of no other", () => {
    expect(reviewOfNode(request, listOf([request], [stranger, before])).approved).toBe(before);
    expect(reviewOfNode(request, listOf([request], [stranger])).approved).toBeUndefined();
  });
});

describe("nodeDifferencesTo", () => {
  const reviewed = reviewOfNode(request, listOf([request], [before]));

  it("finds none in the list that was shown", () => {
    expect(nodeDifferencesTo(reviewed, listOf([request], [before]))).toEqual([]);
  });

  it("takes a request with another id for another one, also of the same node", () => {
    const next = { ...request, requestId: "r2" };
    expect(nodeDifferencesTo(reviewed, listOf([next], [before]))).toEqual([{ kind: "gone" }]);
  });

  it("sees what somebody else approved meanwhile", () => {
    expect(nodeDifferencesTo(reviewed, listOf([request], [after]))).toMatchObject([
      { kind: "held-commands", added: ["system.notify"] },
    ]);
  });
});

describe("nodeFindingIn", () => {
  const reviewed = reviewOfNode(request, listOf([request], [before]));

  it.each<[string, NodeList | null, ReturnType<typeof nodeFindingIn>]>([
    ["could not be read", null, { kind: "unreadable" }],
    ["still has it", listOf([request], [before]), { kind: "still-waiting" }],
    ["has neither", listOf([], []), { kind: "gone" }],
    ["has what was approved before", listOf([], [before]), { kind: "gone" }],
    ["has less than was shown", listOf([], [{ ...before, approvedAtMs: 9 }]), { kind: "gone" }],
    ["has what was shown", listOf([], [after]), { kind: "approved", wider: null }],
    [
      "has more than was shown",
      listOf([], [{ ...after, commands: [...after.commands, "system.run"] }]),
      { kind: "approved", wider: { ...NOTHING, commands: ["system.run"] } },
    ],
  ])("where the list %s", (_, list, finding) => {
    expect(nodeFindingIn(list, reviewed)).toEqual(finding);
  });

  it("does not take what a node has already for an approval", () => {
    const again = reviewOfNode({ ...request, commands: before.commands }, listOf([], [before]));
    expect(nodeFindingIn(listOf([], [before]), again)).toEqual({ kind: "gone" });
  });
});

describe("nodeEvent", () => {
  const pending = { requestId: "r1", nodeId: "n1", commands: ["system.which"], ts: 1 };
  const read = (event: string, payload: unknown) => nodeEvent({ type: "node-pairing", event, payload });

  it("says what has changed in the list", () => {
    expect(read("node.pair.requested", pending)).toMatchObject({
      type: "requested",
      request: { requestId: "r1", deviceId: "n1" },
    });
    expect(read("node.pair.resolved", { requestId: "r1" })).toEqual({
      type: "resolved",
      resolution: { requestId: "r1" },
    });
  });

  it("says nothing of a removal, and of what makes no sense", () => {
    expect(read("node.pair.resolved", { requestId: "", decision: "removed" })).toBeNull();
    expect(read("node.pair.requested", {})).toBeNull();
    expect(nodeEvent({ type: "devices-changed" })).toBeNull();
  });
});
