import { describe, expect, test, vi } from "vitest";
import { gatewayConfig, gatewayEnv, mergeConfig, needsTrustedProxies } from "./gateway-config.ts";

describe("gatewayConfig", () => {
  const input = { port: 1234, token: "t", allowedOrigins: ["http://127.0.0.1:1"], stateDir: "/s" };

  test("trusts a proxy on loopback where that is needed, and nowhere else", async () => {
    const oldConfig = await gatewayConfig({ ...input, version: "2026.3.13", extra: {} });
    const newConfig = await gatewayConfig({ ...input, version: "2026.9.6", extra: {} });
    expect(oldConfig["gateway"]).not.toHaveProperty("trustedProxies");
    expect(newConfig["gateway"]).toMatchObject({ trustedProxies: ["127.0.0.1", "::1"], bind: "loopback" });
  });

  test("lets the caller have the last word, key by key", async () => {
    const extra = { gateway: { auth: { mode: "password", password: "p" } }, plugins: { enabled: true } };
    const config = await gatewayConfig({ ...input, version: "2026.9.6", extra });
    expect(config).toMatchObject({
      gateway: { port: 1234, auth: { mode: "password", token: "t" } },
      plugins: { enabled: true },
    });
  });
});

test("needsTrustedProxies draws its line after 2026.3", () => {
  expect(["2026.3.13", "2026.3.22", "2025.12.1"].map(needsTrustedProxies)).toEqual([false, false, false]);
  expect(["2026.4.0", "2026.6.11", "2026.9.6", "2027.1.1"].every(needsTrustedProxies)).toBe(true);
});

test("mergeConfig replaces lists as a whole and leaves its arguments alone", () => {
  const base = { a: { list: [1, 2], keep: true } };
  expect(mergeConfig(base, { a: { list: [3] } })).toEqual({ a: { list: [3], keep: true } });
  expect(base.a.list).toEqual([1, 2]);
});

test("gatewayEnv hands on neither credentials nor other settings of openclaw", () => {
  vi.stubEnv("OPENCLAW_GATEWAY_TOKEN", "secret");
  vi.stubEnv("ANTHROPIC_API_KEY", "secret");
  const env = gatewayEnv("2026.9.6", "/s");
  expect(Object.values(env)).not.toContain("secret");
  expect(env).toMatchObject({ HOME: "/s", OPENCLAW_STATE_DIR: "/s", PATH: process.env["PATH"] });
  vi.unstubAllEnvs();
});
