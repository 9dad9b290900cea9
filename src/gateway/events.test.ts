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

  it("reads a rename, which says no more than that something changed", () => {
    expect(read("device.pair.changed", {})).toEqual({ type: "devices-changed" });
    expect(read("device.pair.changed")).toEqual({ type: "devices-changed" });
  });

  it.each([
    "tick",
    "health",
    "shutdown",
    "cron",
    "node.pair.requested",
    "device.pair.setup.completed",
    "device.pair.requested ",
    "__proto__",
    "gap",
  ])("ignores %s", (event) => expect(read(event, request)).toBe("ignored"));

  it.each([
    ["device.pair.requested", undefined],
    ["device.pair.requested", { ...request, requestId: null }],
    ["device.pair.resolved", { decision: "approved" }],
    ["presence", []],
    ["presence", { presence: null }],
  ])("calls %s with %j unreadable", (event, payload) => expect(read(event, payload)).toBe("unreadable"));

  it("throws at no name and no payload", () => {
    const names = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom("device.pair.requested", "device.pair.resolved", "device.pair.changed", "presence"),
    );
    fc.assert(
      fc.property(names, fc.jsonValue(), (event, payload) => {
        const result = read(event, payload);
        expect(typeof result === "string" ? ["ignored", "unreadable"] : [result]).toContain(result);
      }),
    );
  });
});
