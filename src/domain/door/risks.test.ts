import { expect, test } from "vitest";
import type { DoorFacts } from "./facts.ts";
import { risksOf } from "./risks.ts";
import { door } from "./test-support/door.ts";

const FALLBACK = "gateway.controlUi.dangerouslyAllowHostHeaderOriginFallback";
const proxySignIn = {
  userHeader: "x-forwarded-user",
  allowUsers: ["ann@example.com"],
  allowLoopback: false,
  autoApproves: false,
  autoApprovedScopes: [],
};

/** What is found, with how bad it is. */
function risks(settings: Partial<DoorFacts>, authMode = "token"): readonly string[] {
  return risksOf(door(settings), authMode).map(({ severity, id }) => `${severity} ${id}`);
}

test("a door on loopback with a token and a list of pages has no risks", () => {
  expect(risks({})).toEqual([]);
});

test.each<[string, Partial<DoorFacts>, readonly string[]]>([
  ["no proxy", { trustedProxies: [] }, ["warning gateway.trusted_proxies_missing"]],
  ["no token", { authMode: "none" }, ["critical gateway.loopback_no_auth"]],
  [
    "no token in the network",
    { authMode: "none", bind: "lan", limit: {} },
    ["critical gateway.bind_no_auth"],
  ],
  ["no limit in the network", { bind: "lan" }, ["warning gateway.auth_no_rate_limit"]],
  [
    "no page by name in the network",
    { bind: "tailnet", limit: {}, allowedOrigins: undefined },
    ["critical gateway.control_ui.allowed_origins_required"],
  ],
  [
    "the Host header instead of a list",
    { bind: "lan", limit: {}, allowedOrigins: [], flags: [FALLBACK] },
    ["critical gateway.control_ui.host_header_origin_fallback"],
  ],
  [
    "every page",
    { allowedOrigins: ["https://a.example", " * "] },
    ["warning gateway.control_ui.allowed_origins_wildcard"],
  ],
  [
    "every page in the network",
    { bind: "lan", limit: {}, allowedOrigins: ["*"] },
    ["critical gateway.control_ui.allowed_origins_wildcard"],
  ],
  ["funnel", { tailscale: "funnel" }, ["critical gateway.tailscale_funnel"]],
  ["serve", { tailscale: "serve" }, ["info gateway.tailscale_serve"]],
  ["mdns", { mdns: "full" }, ["warning discovery.mdns_full_mode"]],
  ["X-Real-IP", { flags: ["gateway.allowRealIpFallback"] }, ["warning gateway.real_ip_fallback_enabled"]],
  [
    "no device keys",
    { flags: ["gateway.controlUi.dangerouslyDisableDeviceAuth"] },
    ["critical gateway.control_ui.device_auth_disabled"],
  ],
  [
    "no encryption",
    { flags: ["gateway.controlUi.allowInsecureAuth"] },
    ["warning gateway.control_ui.insecure_auth"],
  ],
  [
    "a flag for debugging",
    { flags: ["tools.exec.applyPatch.workspaceOnly"] },
    ["warning config.insecure_or_dangerous_flags tools.exec.applyPatch.workspaceOnly"],
  ],
  [
    "half of the internet",
    { autoApproveCidrs: ["10.0.0.0/24", "0.0.0.0/0"] },
    ["critical gateway.nodes.pairing.autoApproveCidrs"],
  ],
  [
    "a proxy that signs in",
    { authMode: "trusted-proxy", proxySignIn },
    ["critical gateway.trusted_proxy_auth"],
  ],
  [
    "a proxy that nobody has set up",
    { authMode: "trusted-proxy", trustedProxies: [], bind: "lan" },
    [
      "critical gateway.trusted_proxy_auth",
      "critical gateway.trusted_proxy_no_proxies",
      "critical gateway.trusted_proxy_no_user_header",
      "warning gateway.trusted_proxy_no_allowlist",
    ],
  ],
  [
    "a proxy that makes administrators",
    {
      authMode: "trusted-proxy",
      proxySignIn: {
        ...proxySignIn,
        allowLoopback: true,
        autoApproves: true,
        autoApprovedScopes: ["operator.admin"],
      },
    },
    [
      "critical gateway.trusted_proxy_auth",
      "critical gateway.trusted_proxy_device_auto_approve_admin",
      "warning gateway.trusted_proxy_allow_loopback",
    ],
  ],
])("%s", (_name, settings, expected) => {
  expect(risks(settings)).toEqual(expected);
});

test("the hello says how one signs in where nothing is written", () => {
  expect(risks({ authMode: undefined }, "none")).toEqual(["critical gateway.loopback_no_auth"]);
});

test("every risk has an id of its own, says what it means and how it is mended", () => {
  const all = risksOf(
    door({
      authMode: "trusted-proxy",
      allowedOrigins: ["*"],
      trustedProxies: [],
      tailscale: "funnel",
      mdns: "full",
      autoApproveCidrs: ["::/0"],
      flags: [FALLBACK, "hooks.allowRequestSessionKey", "hooks.gmail.allowUnsafeExternalContent"],
    }),
    undefined,
  );
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { meaning, mend } of all) expect(meaning !== "" && mend !== "").toBe(true);
});
