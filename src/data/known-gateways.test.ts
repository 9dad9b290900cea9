import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { isSameGateway, knownGateways, rememberGateway } from "./known-gateways.ts";

const KEY = "gatehouse.gateways";

/** Stands for the browser's localStorage. @returns what it holds */
function stubStorage(): Map<string, string> {
  const items = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  });
  return items;
}

let items: Map<string, string>;
beforeEach(() => {
  items = stubStorage();
});

describe("knownGateways", () => {
  it("knows none at first", () => expect(knownGateways()).toEqual([]));

  it.each(["", "junk", "null", "7", '"ws://a"', "{}", "[7]", '["ws://a",null]', '[["ws://a"]]'])(
    "takes %j in storage for none, and goes on from there",
    (stored) => {
      items.set(KEY, stored);
      expect(knownGateways()).toEqual([]);
      rememberGateway("ws://nas:18789");
      expect(knownGateways()).toEqual(["ws://nas:18789"]);
    },
  );

  it("knows none where the browser refuses storage", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
    expect(knownGateways()).toEqual([]);
  });
});

describe("rememberGateway", () => {
  it("puts the last one first, and each one once", () => {
    for (const url of ["ws://a:1", "ws://b:1", "ws://c:1", "ws://a:1/", "WS://B:1"]) rememberGateway(url);
    expect(knownGateways()).toEqual(["WS://B:1", "ws://a:1/", "ws://c:1"]);
  });

  it("keeps the last 20 different ones, in the order of their last use", () => {
    const urls = fc.nat({ max: 40 }).map((number) => `ws://gw${number}:18789`);
    fc.assert(
      fc.property(fc.array(urls, { maxLength: 120, size: "max" }), (used) => {
        items.clear();
        for (const url of used) rememberGateway(url);
        expect(knownGateways()).toEqual([...new Set(used.toReversed())].slice(0, 20));
      }),
    );
  });
});

describe("isSameGateway", () => {
  it.each([
    ["ws://nas:18789", "ws://nas:18789/", true],
    ["ws://nas:18789", "WS://NAS:18789", true],
    ["ws://nas", "ws://nas:80", true],
    ["ws://nas:18789", "wss://nas:18789", false],
    ["ws://nas:18789", "ws://nas:18790", false],
    ["ws://nas:18789", "ws://nas.local:18789", false],
    ["ws://nas:18789", "ws://nas:18789/base", false],
    ["ws://nas:18789/base", "ws://nas:18789/base/", true],
    ["ws://nas:18789?site=1", "ws://nas:18789?site=2", false],
    ["ws://localhost:18789", "ws://127.0.0.1:18789", false],
  ])("%s and %s: %s", (a, b, isSame) => {
    expect(isSameGateway(a, b)).toBe(isSame);
    expect(isSameGateway(b, a)).toBe(isSame);
  });
});
