import { describe, expect, test } from "vitest";
import { chooseCandidate, parseGatewayUrl } from "./page-arguments.ts";

describe("parseGatewayUrl", () => {
  test.each([
    ["ws://127.0.0.1:18789", "ws://127.0.0.1:18789"],
    ["ws://127.0.0.1:18789/", "ws://127.0.0.1:18789"],
    ["WSS://Example.ORG/openclaw", "wss://example.org/openclaw"],
  ])("takes %s", (text, url) => {
    expect(parseGatewayUrl(text, "--gateway")).toBe(url);
  });

  test.each(["http://127.0.0.1:18789", "127.0.0.1:18789", "", "ws://user:pw@host", "ws://host/#token=x"])(
    "refuses %j and says where it came from",
    (text) => {
      expect(() => parseGatewayUrl(text, "OPENCLAW_GATEWAY_URL")).toThrow(/^OPENCLAW_GATEWAY_URL: /);
    },
  );
});

describe("chooseCandidate", () => {
  const env = { OPENCLAW_GATEWAY_URL: "ws://env.example" };

  test("prefers the flag, then the environment, then the usual address", () => {
    expect(chooseCandidate("ws://flag.example", env)).toEqual({
      url: "ws://flag.example",
      source: "--gateway",
    });
    expect(chooseCandidate(null, env)).toEqual({ url: "ws://env.example", source: "OPENCLAW_GATEWAY_URL" });
    expect(chooseCandidate(null, {}).url).toBe("ws://127.0.0.1:18789");
    expect(chooseCandidate(null, { OPENCLAW_GATEWAY_URL: "" }).url).toBe("ws://127.0.0.1:18789");
  });

  test("does not take just anything from the environment", () => {
    expect(() => chooseCandidate(null, { OPENCLAW_GATEWAY_URL: "nonsense" })).toThrow(
      /^OPENCLAW_GATEWAY_URL/,
    );
  });
});
