import { describe, expect, it } from "vitest";

import { targetFacts } from "./troubleshoot-facts.ts";

describe("targetFacts", () => {
  it.each([
    ["ws://127.0.0.1:18789", "http://127.0.0.1:4173", "ws", "loopback", false, "/"],
    ["ws://127.0.0.1:18789", "http://127.0.0.1:18789", "ws", "loopback", true, "/"],
    ["wss://gw.example/base/", "https://gw.example", "wss", "public", true, "/base/"],
    ["wss://gw.example:443", "https://gw.example", "wss", "public", true, "/"],
    ["ws://gw.example", "https://gw.example", "ws", "public", false, "/"],
    ["ws://192.168.1.9:18789", "http://nas.lan", "ws", "private", false, "/"],
    ["ws://nas", "http://nas", "ws", "private", true, "/"],
    ["wss://203.0.113.9", "null", "wss", "public", false, "/"],
    ["wss://[2001:db8::1]", "null", "wss", "public", false, "/"],
    ["wss://box.tail1.ts.net", "null", "wss", "tailnet", false, "/"],
  ] as const)("%s from %s", (url, origin, scheme, hostClass, isSameOrigin, path) => {
    expect(targetFacts(url, origin)).toEqual({ url, scheme, hostClass, isSameOrigin, path });
  });

  it.each(["", "gw.example", "http://gw.example", "ws://"])("refuses %j", (url) =>
    expect(targetFacts(url, "null")).toBeNull(),
  );
});
