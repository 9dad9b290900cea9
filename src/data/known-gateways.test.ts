import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  changeKnown,
  findKnown,
  GATEWAY_COLORS,
  forgetKnown,
  isSameGateway,
  knownGateways,
  moveKnown,
  rememberGateway,
} from "./known-gateways.ts";

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

const urls = () => knownGateways.read().map(({ url }) => url);

describe("knownGateways", () => {
  it("knows none at first", () => expect(knownGateways.read()).toEqual([]));

  it.each([
    "",
    "junk",
    "null",
    "7",
    '"ws://a"',
    "{}",
    "[7]",
    '["ws://a",null]',
    '[["ws://a"]]',
    '[{"url":1}]',
  ])("takes %j in storage for none, and goes on from there", (stored) => {
    items.set(KEY, stored);
    expect(knownGateways.read()).toEqual([]);
    rememberGateway("ws://nas:18789");
    expect(urls()).toEqual(["ws://nas:18789"]);
  });

  it("reads what the first version kept, and connects only to the one that was used last", () => {
    items.set(KEY, '["ws://b:1","ws://a:1"]');
    expect(knownGateways.read()).toMatchObject([
      { url: "ws://b:1", isOpen: true },
      { url: "ws://a:1", isOpen: false },
    ]);
  });

  it("knows none where the browser refuses storage", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
    expect(knownGateways.read()).toEqual([]);
  });

  it("keeps each gateway once, new ones last, and what was said about it", () => {
    for (const url of ["ws://a:1", "ws://b:1"]) rememberGateway(url);
    changeKnown("ws://a:1/", { name: "Home", color: "blue", isOpen: false });
    rememberGateway("WS://A:1");
    rememberGateway("ws://c:1");
    expect(urls()).toEqual(["ws://a:1", "ws://b:1", "ws://c:1"]);
    expect(findKnown("ws://a:1")).toMatchObject({
      url: "ws://a:1",
      name: "Home",
      color: "blue",
      isOpen: true,
    });
  });

  it("gives each gateway a colour of its own, which it keeps when others go", () => {
    const colors = () => knownGateways.read().map(({ assignedColor }) => assignedColor);
    items.set(KEY, '["ws://a:1","ws://b:1"]');
    expect(colors()).toEqual(["teal", "blue"]);
    rememberGateway("ws://c:1");
    forgetKnown("ws://a:1");
    expect(colors()).toEqual(["blue", "purple"]);
    rememberGateway("ws://d:1");
    expect(colors()).toEqual(["blue", "purple", "teal"]);
    for (let port = 1; port <= 10; port += 1) rememberGateway(`ws://e:${port}`);
    expect(new Set(colors()).size).toBe(GATEWAY_COLORS.length + 1);
  });

  it("moves a gateway by one place, and not over the end", () => {
    for (const url of ["ws://a:1", "ws://b:1", "ws://c:1"]) rememberGateway(url);
    moveKnown("ws://c:1", -1);
    expect(urls()).toEqual(["ws://a:1", "ws://c:1", "ws://b:1"]);
    moveKnown("ws://a:1", 1);
    expect(urls()).toEqual(["ws://c:1", "ws://a:1", "ws://b:1"]);
    moveKnown("ws://c:1", -1);
    moveKnown("ws://b:1", 1);
    moveKnown("ws://unknown:1", 1);
    expect(urls()).toEqual(["ws://c:1", "ws://a:1", "ws://b:1"]);
  });

  it("forgets a gateway", () => {
    for (const url of ["ws://a:1", "ws://b:1"]) rememberGateway(url);
    forgetKnown("ws://a:1/");
    expect(urls()).toEqual(["ws://b:1"]);
    forgetKnown("ws://b:1");
    expect(items.has(KEY)).toBe(false);
  });

  it("changes nothing of a gateway that it does not know", () => {
    changeKnown("ws://a:1", { name: "Home" });
    expect(items.size).toBe(0);
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
