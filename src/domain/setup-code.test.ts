import { describe, expect, it } from "vitest";
import { canJoinByLink, connectCommand, pageLink, qrCommand, scopesOfAccess } from "./setup-code.ts";

describe("setup codes", () => {
  it("hand over the administrator's scope with full access only", () => {
    expect(scopesOfAccess("full")).toContain("operator.admin");
    expect(scopesOfAccess("limited")).not.toContain("operator.admin");
    expect(scopesOfAccess("node")).toEqual([]);
  });

  it("are links where nobody on the way can read them", () => {
    expect(canJoinByLink("wss://gateway.example")).toBe(true);
    expect(canJoinByLink("ws://127.0.0.1:18789")).toBe(true);
    expect(canJoinByLink("ws://192.168.1.5:18789")).toBe(false);
  });

  it("come with the whole command", () => {
    expect(connectCommand("https://gateway.example/j/abc")).toBe(
      "npx openclaw connect https://gateway.example/j/abc",
    );
    expect(qrCommand("ws://nas:18789")).toBe("openclaw qr --url ws://nas:18789");
  });
});

describe("pageLink", () => {
  it("names the gateway, and nothing else of this page's address", () => {
    const link = pageLink(
      new URL("https://panel.example/gatehouse/?q=x#/devices"),
      "wss://gateway.example/a?b=c",
    );
    expect(link).toBe("https://panel.example/gatehouse/?gatewayUrl=wss%3A%2F%2Fgateway.example%2Fa%3Fb%3Dc");
  });
});
