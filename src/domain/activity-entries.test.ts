import { describe, expect, it } from "vitest";
import { messageToKeep, nameToKeep, requestSeen, writeOf } from "./activity-entries.ts";

const SECRET = "bVw0s1nlJm2T8tKcQZ-xY9_aLr4PqEoUgHd7fN6iWvA";

describe("writeOf", () => {
  it.each([
    ["device.pair.approve", { requestId: "r" }, { action: "approve", requestId: "r" }],
    ["device.pair.reject", { requestId: "r" }, { action: "reject", requestId: "r" }],
    ["device.pair.remove", { deviceId: "d" }, { action: "remove", deviceId: "d" }],
    ["device.pair.rename", { deviceId: "d", label: "Kitchen" }, { action: "rename", label: "Kitchen" }],
    [
      "device.token.rotate",
      { deviceId: "d", role: "operator", scopes: ["operator.read", 7] },
      { action: "rotate", role: "operator", scopes: ["operator.read"] },
    ],
    ["device.token.revoke", { deviceId: "d", role: "node" }, { action: "revoke", role: "node" }],
  ])("keeps %s", (method, params, kept) => {
    expect(writeOf(method, params, "done")).toMatchObject({ kind: "write", outcome: "done", ...kept });
  });

  it("keeps nothing of other requests", () => {
    for (const method of ["connect", "device.pair.list", "device.pair.setupCode", "config.get"]) {
      expect(writeOf(method, { token: SECRET }, "done")).toBeNull();
    }
  });

  it("picks fields, and lets nothing else through", () => {
    const params = { deviceId: "d", role: "operator", token: SECRET, auth: { token: SECRET }, requestId: {} };
    const write = writeOf("device.token.rotate", params, "refused", `no: ${SECRET}`);
    expect(JSON.stringify(write)).not.toContain(SECRET);
    expect(write).toMatchObject({ message: "no: [removed]", requestId: undefined });
  });

  it("keeps a message of a refusal only", () => {
    expect(writeOf("device.pair.remove", { deviceId: "d" }, "unknown", "closed")?.message).toBeUndefined();
  });
});

describe("what is kept of a request", () => {
  it("is named, field by field, and bounded", () => {
    const long = "x".repeat(5_000);
    const seen = requestSeen({
      requestId: long,
      deviceId: long,
      publicKey: SECRET,
      displayName: long,
      platform: long,
      clientId: long,
      remoteIp: long,
      roles: Array.from({ length: 500 }, () => long),
      scopes: Array.from({ length: 500 }, () => long),
      isRepair: false,
      requestedAtMs: 1,
    });
    expect(seen.name).toHaveLength(200);
    expect(JSON.stringify(seen).length).toBeLessThan(8_000);
    expect(JSON.stringify(seen)).not.toContain(SECRET);
  });

  it("prefers the operator's label", () => {
    expect(nameToKeep({ operatorLabel: "Kitchen", displayName: "iPhone" })).toBe("Kitchen");
    expect(nameToKeep({ operatorLabel: "", displayName: "", clientId: "cli" })).toBe("cli");
    expect(nameToKeep(undefined)).toBeUndefined();
  });

  it("cuts messages after the tokens were taken out", () => {
    const message = messageToKeep(`${"a ".repeat(140)}${SECRET}${"b ".repeat(5_000)}`);
    expect(message).toHaveLength(300);
    expect(message).not.toContain(SECRET.slice(0, 8));
    expect(messageToKeep("")).toBeUndefined();
  });
});
