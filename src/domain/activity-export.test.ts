import { describe, expect, it } from "vitest";
import { toCsv } from "#lib/csv.ts";
import type { ActivityEntry } from "./activity.ts";
import { activityJson, activityRows } from "./activity-export.ts";

const name = "\u202e=SUM(A1)";
const entry: ActivityEntry = {
  kind: "write",
  action: "approve",
  outcome: "done",
  requestId: "r1",
  deviceId: "ab".repeat(32),
  name,
  message: "=1\u0000",
  atMs: Date.UTC(2026, 10, 22),
};

describe("the exported record", () => {
  it("names in CSV what cannot be seen, and lets nothing run", () => {
    const [, line = ""] = toCsv(activityRows([entry])).split("\r\n");
    expect(line).toContain(",approve done,");
    expect(line).toContain(",[RLO]=SUM(A1),");
    expect(line).toMatch(/,'=1\[NUL\]$/);
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("has names in JSON as the devices sent them", () => {
    expect(JSON.parse(activityJson([entry], "ws://gw"))).toMatchObject({
      gateway: "ws://gw",
      entries: [{ name }],
    });
  });
});
