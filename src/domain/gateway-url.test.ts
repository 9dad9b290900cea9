import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  hostClass,
  isTrustedRetryEndpoint,
  mixedContentProblem,
  needsAllowedOrigin,
  parseGatewayUrl,
} from "./gateway-url.ts";

describe("parseGatewayUrl", () => {
  it.each([
    ["ws://127.0.0.1:18789", "ws://127.0.0.1:18789"],
    [" http://localhost:18789/\n", "ws://localhost:18789"],
    ["https://gw.example.com/base/", "wss://gw.example.com/base/"],
    ["gw.example.com", "wss://gw.example.com"],
    ["gw.example.com:8443/x", "wss://gw.example.com:8443/x"],
    ["localhost", "ws://localhost:18789"],
    ["localhost:4000", "ws://localhost:4000"],
    ["http://localhost", "ws://localhost:18789"],
    ["http://localhost:80", "ws://localhost"],
    ["https://localhost", "wss://localhost"],
    ["[::1]", "ws://[::1]:18789"],
    ["192.168.1.5", "ws://192.168.1.5:18789"],
    ["ws://192.168.1.5", "ws://192.168.1.5"],
    ["nas", "ws://nas:18789"],
    ["nas.local:18789", "ws://nas.local:18789"],
    ["100.101.102.103", "ws://100.101.102.103:18789"],
    ["box.tail1234.ts.net", "wss://box.tail1234.ts.net"],
    ["WSS://GW.Example.com:443#x", "wss://gw.example.com"],
    ["ws://h:1/?key=1&token=abc", "ws://h:1/?key=1"],
    ["ws://h\u200b:1", "ws://h:1"],
  ])("%j is %s", (text, url) => expect(parseGatewayUrl(text)).toMatchObject({ ok: true, url }));

  it.each([
    ["http://127.0.0.1:18789/#token=s3cret", "ws://127.0.0.1:18789", "s3cret"],
    ["http://127.0.0.1:18789/?token=s3cret", "ws://127.0.0.1:18789", "s3cret"],
    ["https://panel.example/#/connect?gatewayUrl=ws%3A%2F%2Fnas%3A1&token=t", "ws://nas:1", "t"],
    ["https://panel.example/?gatewayUrl=nas#token=t", "ws://nas:18789", "t"],
  ])("takes the token out of %s", (text, url, token) =>
    expect(parseGatewayUrl(text)).toEqual({ ok: true, url, token, bootstrapToken: null }),
  );

  it("takes a one-time token out of the address of a dashboard", () => {
    const link = (profile: string) =>
      `http://127.0.0.1:18789/#bootstrapToken=once${profile}&gatewayUrl=ws%3A%2F%2F127.0.0.1%3A18790`;
    const url = "ws://127.0.0.1:18790";
    expect(parseGatewayUrl(link("&bootstrapProfile=owner"))).toEqual({
      ok: true,
      url,
      token: null,
      bootstrapToken: "once",
    });
    expect(parseGatewayUrl(link(""))).toEqual({ ok: true, url, token: null, bootstrapToken: null });
  });

  it("takes no filter of a view for a token", () => {
    expect(parseGatewayUrl("http://localhost:4173/#/devices?token=revoked")).toMatchObject({ token: null });
  });

  it("asks an https page's near gateways for wss, save loopback", () => {
    const page = { protocol: "https:" };
    expect(parseGatewayUrl("nas", page)).toMatchObject({ url: "wss://nas" });
    expect(parseGatewayUrl("localhost", page)).toMatchObject({ url: "ws://localhost:18789" });
    expect(parseGatewayUrl("ws://nas:1", page)).toMatchObject({ url: "ws://nas:1" });
  });

  it.each([
    "",
    "  ",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://host",
    "mailto:a@b",
    "ws://",
    "http:host",
    "ws://user:pass@host",
    "user@host",
    "hello world",
    "0.0.0.0:18789",
    "ws://h:0",
    "ws://h:99999",
    "http://x/?gatewayUrl=javascript:alert(1)",
  ])("refuses %j and says why", (text) => {
    const anything: unknown = expect.stringMatching(/./);
    expect(parseGatewayUrl(text)).toEqual({ ok: false, title: anything, sentence: anything });
  });

  it("never throws, and never yields anything but a clean ws address", () => {
    const parts = fc.constantFrom(
      "ws://",
      "http://",
      "a",
      ":",
      "@",
      "/",
      "?token=x",
      "#",
      "[::1]",
      ".",
      "1",
      " ",
      "%",
      "é",
    );
    const texts = fc.oneof(
      fc.string(),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.array(parts).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseGatewayUrl(text);
        if (!parsed.ok) return;
        const url = new URL(parsed.url);
        expect(["ws:", "wss:"]).toContain(url.protocol);
        expect([url.username, url.password, url.hash, url.searchParams.get("token")]).toEqual([
          "",
          "",
          "",
          null,
        ]);
        expect(parseGatewayUrl(parsed.url)).toMatchObject({ ok: true });
      }),
    );
  });
});

describe("hostClass", () => {
  it.each([
    ["ws://localhost:1", "loopback"],
    ["ws://127.9.9.9", "loopback"],
    ["ws://[::1]:1", "loopback"],
    ["ws://app.localhost", "loopback"],
    ["ws://192.168.0.1", "private"],
    ["ws://172.31.0.1", "private"],
    ["ws://172.32.0.1", "public"],
    ["ws://[fd00::1]", "private"],
    ["ws://printer", "private"],
    ["ws://a.home.arpa", "private"],
    ["wss://x.ts.net", "tailnet"],
    ["ws://100.64.0.1", "tailnet"],
    ["ws://100.128.0.1", "public"],
    ["wss://127.0.0.1.example.com", "public"],
    ["wss://localhost.example.com", "public"],
    ["wss://fd-example.com", "public"],
    ["nonsense", "public"],
  ])("%s is %s", (url, where) => expect(hostClass(url)).toBe(where));
});

describe("isTrustedRetryEndpoint", () => {
  it.each([
    ["ws://127.0.0.1:18789", "panel.example", true],
    ["wss://panel.example", "panel.example", true],
    ["wss://panel.example:1", "panel.example", false],
    ["wss://evil.example", "panel.example", false],
    ["nonsense", "", false],
  ])("%s from %s: %s", (url, host, trusted) => expect(isTrustedRetryEndpoint(url, host)).toBe(trusted));
});

describe("mixedContentProblem", () => {
  it.each([
    ["https:", true, "ws://nas:1", "mixed-content"],
    ["https:", true, "ws://127.0.0.1:18789", undefined],
    ["https:", true, "wss://nas:1", undefined],
    ["http:", true, "ws://nas:1", undefined],
    ["http:", false, "ws://nas:1", "insecure-page"],
  ])("%s secure %s to %s: %s", (protocol, secure, url, id) =>
    expect(mixedContentProblem(protocol, secure, url)?.id).toBe(id),
  );
  it("tells the commands with the right port", () => {
    expect(mixedContentProblem("https:", true, "ws://nas:5000")?.commands[0]?.command).toBe(
      "ssh -N -L 5000:127.0.0.1:5000 user@nas",
    );
  });
});

describe("needsAllowedOrigin", () => {
  it.each([
    ["http://127.0.0.1:4173", "ws://127.0.0.1:18789", false],
    ["http://localhost:4173", "ws://[::1]:18789", false],
    ["http://127.0.0.1:4173", "wss://gw.example.com", true],
    ["https://panel.example", "ws://127.0.0.1:18789", true],
    ["http://192.168.1.5:4173", "ws://192.168.1.5:18789", true],
  ])("%s at %s: %s", (origin, url, isNeeded) => expect(needsAllowedOrigin(origin, url)).toBe(isNeeded));
});
