import { describe, expect, it } from "vitest";
import { maskAddress, maskText } from "./mask.ts";

describe("maskAddress", () => {
  it.each([
    ["ws://127.0.0.1:18789", "ws://127.0.0.1:18789"],
    ["http://localhost:4173", "http://localhost:4173"],
    ["ws://[::1]:18789", "ws://[::1]:18789"],
    ["wss://203.0.113.9:8443", "wss://203.0.x.x:8443 (public)"],
    ["ws://192.168.1.5:18789", "ws://192.168.x.x:18789 (private)"],
    ["wss://[2001:db8::7]", "wss://[2001:…] (public)"],
    ["wss://gateway.example.com", "wss://g… (public)"],
    ["wss://nas.tail1234.ts.net", "wss://n… (tailnet)"],
    ["https://user:pw@h.example/a/b?token=x#token=y", "https://h…/… (public)"],
    ["secret.localhost", "unreadable address"],
    ["file:///home/somebody/index.html", "file address"],
    ["null", "unreadable address"],
  ])("%s is shown as %s", (address, shown) => expect(maskAddress(address)).toBe(shown));

  it("shows the host on demand, and never what may hold a secret", () => {
    expect(maskAddress("wss://user:pw@gw.example.com:1/base?token=x#token=y", true)).toBe(
      "wss://gw.example.com:1/…",
    );
  });
});

describe("maskText", () => {
  it.each([
    "unauthorized: device token mismatch (rotate/reissue device token)",
    "unauthorized: gateway token mismatch (open the dashboard URL and paste the token in Control UI settings)",
    "origin not allowed (open the Control UI from the gateway host or allow it in gateway.controlUi.allowedOrigins)",
    "missing scope: operator.admin",
    "connect challenge timeout",
  ])("leaves a gateway's words alone: %s", (text) => expect(maskText(text)).toBe(text));

  it.each([
    ["token=abc refused", "[removed] refused"],
    ['{"password":"abc"}', "[removed]"],
    ["wrong password: hunter2!", "wrong password: [removed]!"],
    ["from 203.0.113.9:5000", "from 203.0.x.x:5000"],
    ["from (fe80::1:2)", "from ([fe80:…])"],
    ["from 127.0.0.1", "from 127.0.0.1"],
    ["see https://u:p@gw.example.com/x?y#z.", "see https://g…/… (public)."],
    ["gw.example.com is down", "g… is down"],
    ["printer is down", "p… is down"],
    ["net 203.0.113.0/24, host=gw.example.com, at=printer", "net [removed], [removed], [removed]"],
    ["not jo@example.com", "not [removed]"],
    ["ab\u200bc\n# d", "abc # d"],
  ])("%j becomes %j", (text, shown) => expect(maskText(text, { hosts: ["printer"] })).toBe(shown));

  // No figure of time: what is not linear in the length of a word does not come back before the test runner gives up.
  it.each(["1", "token", "a", "x)", "(", ")", "a.", "1.1", ":", "a:", "=", "[", "f:", "-", "key=", "\u200b"])(
    "masks a megabyte of %j",
    (piece) => {
      const word = piece.repeat(1_000_000 / piece.length);
      for (const text of [word, `${word} x`, `x${word}x y`]) {
        expect(maskText(text).length).toBeLessThan(400);
      }
    },
  );
});
