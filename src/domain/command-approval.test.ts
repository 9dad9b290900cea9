import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alwaysRule,
  canAnswer,
  commandParts,
  isSameApproval,
  whyAsked,
  type CommandApproval,
} from "./command-approval.ts";

const approval: CommandApproval = {
  kind: "exec",
  id: "a",
  text: "rm -rf /tmp/x",
  remarks: [],
  agentId: "main",
  sessionKey: "agent:main:main",
  pluginId: undefined,
  toolName: undefined,
  host: "gateway",
  nodeId: undefined,
  cwd: "/home/ada",
  program: "/bin/rm",
  envKeys: [],
  ask: "on-miss",
  allowed: ["allow-once", "allow-always", "deny"],
  automation: undefined,
  createdAtMs: 1,
  expiresAtMs: 2,
};
const NEW = ["exec.approval.grants.list"];

describe("isSameApproval", () => {
  it("sees every change of what is shown", () => {
    expect(isSameApproval(approval, { ...approval })).toBe(true);
    for (const change of [
      { text: "rm -rf /" },
      { cwd: "/" },
      { createdAtMs: 9 },
      { envKeys: ["LD_PRELOAD"] },
    ])
      expect(isSameApproval(approval, { ...approval, ...change })).toBe(false);
  });
});

describe("canAnswer", () => {
  it("goes by what the gateway allows, and lets everybody refuse", () => {
    const once: CommandApproval = { ...approval, allowed: ["allow-once"] };
    expect([canAnswer(once, "allow-once"), canAnswer(once, "allow-always"), canAnswer(once, "deny")]).toEqual(
      [true, false, true],
    );
    expect(canAnswer({ ...approval, allowed: undefined }, "allow-always")).toBe(true);
  });
});

describe("alwaysRule", () => {
  it("is narrow where the gateway keeps arguments and folder", () => {
    expect(alwaysRule(approval, NEW)).toMatchObject({ isWide: false });
    expect(alwaysRule(approval, NEW)?.sentence).toContain("same arguments");
  });

  it("is wide where the gateway may keep the program alone", () => {
    const rule = alwaysRule({ ...approval, host: "node" }, ["exec.approval.list"]);
    expect(rule).toMatchObject({ isWide: true });
    expect(rule?.sentence).toContain("any arguments");
  });

  it("names how long the rule of an automation holds", () => {
    const automation = { name: "Nightly", expiresInDays: 30 };
    expect(alwaysRule({ ...approval, automation }, NEW)?.sentence).toContain("for 30 days");
  });

  it("is none where the gateway offers none", () => {
    expect(alwaysRule({ ...approval, allowed: ["allow-once", "deny"] }, NEW)).toBeNull();
    expect(alwaysRule({ ...approval, kind: "system-agent" }, NEW)).toBeNull();
    expect(alwaysRule({ ...approval, kind: "plugin" }, NEW)).toMatchObject({ isWide: true });
  });
});

describe("whyAsked", () => {
  it("says so for every kind", () => {
    const sentences = [
      whyAsked(approval),
      whyAsked({ ...approval, ask: "always" }),
      whyAsked({ ...approval, ask: undefined }),
      whyAsked({ ...approval, kind: "plugin" }),
      whyAsked({ ...approval, kind: "system-agent" }),
    ];
    expect(new Set(sentences).size).toBe(5);
  });
});

describe("commandParts", () => {
  it("takes long gaps out, and loses nothing", () => {
    expect(commandParts(`ls${" ".repeat(900)}; rm -rf /`)).toEqual([
      { kind: "text", text: "ls" },
      { kind: "gap", spaces: 900 },
      { kind: "text", text: "; rm -rf /" },
    ]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", " ".repeat(25), "\n", " ")), (pieces) => {
        const text = pieces.join("");
        const parts = commandParts(text);
        const joined = parts.map((part) => (part.kind === "gap" ? " ".repeat(part.spaces) : part.text));
        expect(joined.join("")).toBe(text);
      }),
    );
  });
});
