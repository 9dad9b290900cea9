import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEvent } from "./events.ts";

const request = {
  requestId: "r",
  deviceId: "d",
  role: "node",
  roles: ["node"],
  scopes: [],
  silent: false,
  isRepair: false,
  ts: 1,
};

function read(event: string, payload?: unknown) {
  return readEvent({ type: "event", event, payload, seq: 1 });
}

describe("readEvent", () => {
  it("reads a request", () => {
    expect(read("device.pair.requested", request)).toEqual({
      type: "requested",
      request: {
        requestId: "r",
        deviceId: "d",
        roles: ["node"],
        scopes: [],
        isRepair: false,
        requestedAtMs: 1,
      },
    });
  });

  it.each(["approved", "rejected"])("reads that a request was %s", (decision) => {
    expect(read("device.pair.resolved", { requestId: "r", deviceId: "d", decision, ts: 1 })).toEqual({
      type: "resolved",
      resolution: { requestId: "r", deviceId: "d", decision },
    });
  });

  it("reads who is online", () => {
    const presence = [{ deviceId: "d", reason: "connect" }, { reason: "self" }];
    expect(read("presence", { presence })).toEqual({ type: "presence", online: new Set(["d"]) });
  });

  it("takes no more from device.pair.changed than that something changed", () => {
    expect(read("device.pair.changed", {})).toEqual({ type: "devices-changed" });
    expect(read("device.pair.changed")).toEqual({ type: "devices-changed" });
  });

  it.each(["node.pair.requested", "node.pair.resolved"])("hands on %s as it came", (event) => {
    expect(read(event, { requestId: 1 })).toEqual({
      type: "node-pairing",
      event,
      payload: { requestId: 1 },
    });
    expect(read(event)).toEqual({ type: "node-pairing", event, payload: undefined });
  });

  it.each([
    ["device.pair.setup.completed", "used"],
    ["device.pair.setup.deliveryUncertain", "uncertain"],
  ])("hands on %s", (event, how) =>
    expect(read(event, { setupId: "s1" })).toEqual({ type: "setup-ended", how, payload: { setupId: "s1" } }),
  );

  it.each([
    ["exec.approval", "exec"],
    ["plugin.approval", "plugin"],
    ["openclaw.approval", "system-agent"],
  ])("reads %s.requested and its end", (name, kind) => {
    expect(read(`${name}.requested`, { id: "a", request: {}, expiresAtMs: 1 })).toMatchObject({
      type: "approval-requested",
      approval: { kind, id: "a", expiresAtMs: 1 },
    });
    expect(read(`${name}.resolved`, { id: "a", decision: "deny" })).toMatchObject({
      type: "approval-resolved",
      id: "a",
    });
  });

  it.each([
    "tick",
    "health",
    "shutdown",
    "cron",
    "session.approval",
    "device.pair.requested ",
    "__proto__",
    "gap",
  ])("ignores %s", (event) => expect(read(event, request)).toBe("ignored"));

  it.each([
    ["device.pair.requested", undefined],
    ["device.pair.requested", { ...request, requestId: null }],
    ["device.pair.resolved", { decision: "approved" }],
    ["exec.approval.requested", { id: "", request: {}, expiresAtMs: 1 }],
    ["exec.approval.requested", { id: "a", request: {} }],
    ["plugin.approval.requested", { id: "a", expiresAtMs: 1 }],
    ["openclaw.approval.resolved", { id: 1 }],
    ["presence", []],
    ["presence", { presence: null }],
  ])("calls %s with %j unreadable", (event, payload) => expect(read(event, payload)).toBe("unreadable"));

  it("throws at no name and no payload", () => {
    const names = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom(
        "device.pair.requested",
        "device.pair.resolved",
        "device.pair.changed",
        "exec.approval.requested",
        "exec.approval.resolved",
        "presence",
      ),
    );
    fc.assert(
      fc.property(names, fc.jsonValue(), (event, payload) => {
        const result = read(event, payload);
        expect(typeof result === "string" ? ["ignored", "unreadable"] : [result]).toContain(result);
      }),
    );
  });
});
