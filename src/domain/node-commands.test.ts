import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeExecRule } from "./exec-rule.ts";
import { COMMAND_GROUPS, describeCommand, trialOf } from "./node-commands.ts";
import { INHERITED_NAMES } from "#lib/test-support/inherited-names.ts";

/** What a node host of 2026.9.6 asked for, and what the gateway let it ask for. */
const NODE_HOST = [
  "browser.proxy",
  "browser.proxy.upload.v1",
  "desktop.stream",
  "fs.listDir",
  "mcp.tools.call.v1",
  "system.execApprovals.get",
  "system.execApprovals.set",
  "system.run",
  "system.run.prepare",
  "system.which",
  "terminal.upload",
];

describe("describeCommand", () => {
  it.each(NODE_HOST)("knows %s", (command) => {
    expect(describeCommand(command).title).not.toBe("Unknown command");
  });

  it("calls running programs grave, and a notification not", () => {
    expect(describeCommand("system.run")).toMatchObject({ group: "Run programs", isGrave: true });
    expect(describeCommand(" system.notify ")).toMatchObject({ value: "system.notify", isGrave: false });
  });

  it.each([...INHERITED_NAMES, "system.\u202erun", "camera.new"])(
    "takes %s for grave, since unknown",
    (command) => {
      expect(describeCommand(command)).toMatchObject({ group: "Not known to this page", isGrave: true });
    },
  );

  it("never shows a command as it came, and always in a group that is shown", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (command) => {
        const { value, group } = describeCommand(command);
        expect(value).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(COMMAND_GROUPS).toContain(group);
      }),
    );
  });
});

describe("trialOf", () => {
  it("prefers a notification, and runs no program", () => {
    expect(trialOf(["system.run", "system.which", "system.notify"])?.command).toBe("system.notify");
    expect(trialOf(NODE_HOST)?.command).toBe("system.which");
    expect(trialOf(["system.run", "camera.snap"])).toBeNull();
  });
});

describe("describeExecRule", () => {
  it.each([
    [undefined, undefined, true],
    ["full", undefined, true],
    ["full", "off", true],
    ["full", "on-miss", true],
    ["full", "always", false],
    ["allowlist", "off", false],
    ["allowlist", "on-miss", false],
    ["deny", "off", false],
    [undefined, "always", false],
    ["something new", "off", true],
  ])("of security %s and ask %s is open: %s", (security, ask, isOpen) => {
    expect(describeExecRule({ security, ask, hasAgentRules: false }).isOpen).toBe(isOpen);
  });
});
