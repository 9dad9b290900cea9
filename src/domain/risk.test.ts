import { describe, expect, it } from "vitest";

import { needsAcknowledgement, riskBanner, riskTiers } from "./risk.ts";

describe("riskTiers", () => {
  it.each([
    [["operator"], [], []],
    [["operator"], ["operator.read"], ["reads"]],
    [["operator"], ["operator.read", "operator.write"], ["reads", "acts"]],
    [["operator"], ["operator.write"], ["reads", "acts"]],
    [["operator"], ["operator.pairing", "operator.read"], ["reads", "manages-devices"]],
    [["operator"], ["operator.admin", "operator.read", "operator.pairing"], ["administrator"]],
    [["node"], [], ["runs-commands"]],
    [["operator", "node"], ["operator.admin"], ["runs-commands", "administrator"]],
    [["worker"], [], ["runs-commands"]],
    [[], [" operator.admin "], ["administrator"]],
    [["operator"], ["operator.future"], ["acts"]],
  ])("%j %j → %j", (roles, scopes, tiers) => expect(riskTiers(roles, scopes)).toEqual(tiers));
});

/** What gateways announce that let a node's commands through only after a second approval. */
const SECOND_APPROVAL = ["node.pair.approve", "node.pair.remove"];

describe("needsAcknowledgement", () => {
  it.each([
    [["operator"], ["operator.write", "operator.pairing"], null],
    [
      ["operator"],
      ["operator.admin"],
      "I understand that this device becomes an administrator of this gateway",
    ],
    [["node"], [], "I understand that this device can run commands as a node of this gateway"],
    [
      ["operator", "node"],
      ["operator.admin"],
      "I understand that this device becomes an administrator of this gateway, and that it can run commands as a node of this gateway",
    ],
    [["worker"], [], "I understand that this device gets a role whose powers this page does not know"],
  ])("%j %j → %j", (roles, scopes, sentence) =>
    expect(needsAcknowledgement(roles, scopes, [])).toBe(sentence),
  );

  it("promises no commands where they need an approval of their own", () => {
    expect(needsAcknowledgement(["node"], [], SECOND_APPROVAL)).toBe(
      "I understand that this device becomes a node of this gateway, whose commands agents can use once those are approved too",
    );
    expect(riskBanner(["node"], [], SECOND_APPROVAL)?.text).toContain("need an approval of their own");
    expect(riskBanner(["operator"], ["operator.admin"], SECOND_APPROVAL)?.text).not.toContain("commands");
  });
});

describe("riskBanner", () => {
  it.each([
    [["operator"], ["operator.admin"], "Administrator."],
    [["node"], [], "Runs commands here."],
    [["worker"], [], "Unknown role."],
    [["operator"], ["operator.read"], "Reads."],
    [["operator"], [], undefined],
  ])("%j %j → %j", (roles, scopes, title) => expect(riskBanner(roles, scopes, [])?.title).toBe(title));
});
