/**
 * What is risky about how the door is set: the checks of `openclaw security audit` (2026.9.6, 2026.3.13) that follow from the
 * configuration, with its ids and severities.
 */

import { showSetting } from "#domain/recovery/commands.ts";
import { shellQuote } from "#lib/shell-quote.ts";
import { safeText } from "#lib/safe-text.ts";
import { tableOf } from "#lib/table.ts";

import { WAY_PATHS } from "./change.ts";
import { isOnLoopback, type DoorFacts } from "./facts.ts";
import { proxyRisks } from "./proxy-risks.ts";
import type { Risk, Severity } from "./risk.ts";

/** The risks, the worst first. @param authMode how one signs in, as the hello says where nothing is written */
export function risksOf(facts: DoorFacts, authMode: string | undefined): readonly Risk[] {
  const mode = facts.authMode ?? authMode;
  const found = [
    ...accessRisks(facts, mode),
    ...pageRisks(facts),
    ...networkRisks(facts),
    ...proxyRisks(facts, mode),
    ...facts.flags.flatMap((path) => FLAGS.get(path)?.(facts) ?? []),
  ];
  const order: readonly Severity[] = ["critical", "warning", "info"];
  return found.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function accessRisks(facts: DoorFacts, mode: string | undefined): readonly Risk[] {
  const found: Risk[] = [];
  const isLocal = isOnLoopback(facts);
  if (mode === "none" && !isLocal) {
    found.push({
      id: "gateway.bind_no_auth",
      severity: "critical",
      title: "Anybody in the network gets in without a token",
      meaning: "The gateway listens beyond this machine, and asks for neither a token nor a password.",
      mend: "Set a token, or let it listen on loopback only.",
      commands: [
        setting("Ask for a token", "gateway.auth.mode", "token"),
        { label: "Make one", command: "openclaw doctor --generate-gateway-token" },
      ],
    });
  }
  if (mode === "none" && isLocal && facts.hasControlUi) {
    found.push({
      id: "gateway.loopback_no_auth",
      severity: "critical",
      title: "The gateway asks for no token",
      meaning:
        "Every program on its machine gets in. Behind a reverse proxy so does everybody who reaches the proxy.",
      mend: "Set a token.",
      commands: [
        setting("Ask for a token", "gateway.auth.mode", "token"),
        { label: "Make one", command: "openclaw doctor --generate-gateway-token" },
      ],
    });
  }
  if (!isLocal && mode !== "trusted-proxy" && !facts.limit) {
    found.push({
      id: "gateway.auth_no_rate_limit",
      severity: "warning",
      title: "No limit on wrong tokens is set",
      meaning:
        "The gateway listens beyond this machine. On old gateways programs may guess as often as they like.",
      mend: "Set the limit: ten wrong tokens in a minute lock an address out for five minutes.",
      change: { kind: "set-limit" },
    });
  }
  return found;
}

function pageRisks(facts: DoorFacts): readonly Risk[] {
  const found: Risk[] = [];
  const isLocal = isOnLoopback(facts);
  const origins = facts.allowedOrigins?.map((entry) => entry.trim()).filter((entry) => entry !== "") ?? [];
  const fallsBack = facts.flags.includes(FALLBACK);
  if (!isLocal && facts.hasControlUi && origins.length === 0 && !fallsBack) {
    found.push({
      id: "gateway.control_ui.allowed_origins_required",
      severity: "critical",
      title: "No page is allowed by name",
      meaning:
        "The gateway listens beyond this machine and its list of pages is empty. Pages from elsewhere cannot sign in, and old gateways do not start.",
      mend: "Allow the addresses of the pages that you use.",
    });
  }
  if (origins.includes("*")) {
    found.push({
      id: "gateway.control_ui.allowed_origins_wildcard",
      severity: isLocal ? "warning" : "critical",
      title: "Every page on the internet may try to sign in",
      meaning:
        "The list of pages has “*”. Any website that you visit can talk to the gateway from your browser.",
      mend: "Allow the pages that you use by their addresses, this one first. Then remove “*”.",
      change: { kind: "remove-origin", origin: "*" },
    });
  }
  return found;
}

function networkRisks(facts: DoorFacts): readonly Risk[] {
  const found: Risk[] = [];
  const isLocal = isOnLoopback(facts);
  if (facts.tailscale === "funnel") {
    found.push({
      id: "gateway.tailscale_funnel",
      severity: "critical",
      title: "The gateway is open to the internet",
      meaning:
        "Tailscale Funnel gives it a public address. Whoever has the token gets to the door from anywhere.",
      mend: "Serve it within your tailnet only, or turn Tailscale off here.",
      commands: [setting("Within the tailnet only", "gateway.tailscale.mode", "serve")],
    });
  }
  if (facts.tailscale === "serve") {
    found.push({
      id: "gateway.tailscale_serve",
      severity: "info",
      title: "Everybody in your tailnet reaches the gateway",
      meaning: "Tailscale Serve gives it an address there.",
      mend: "Nothing to do, if that is what you want.",
    });
  }
  if (isLocal && facts.hasControlUi && facts.trustedProxies.length === 0) {
    found.push({
      id: "gateway.trusted_proxies_missing",
      severity: "warning",
      title: "No reverse proxy is trusted",
      meaning:
        "This matters only where a proxy stands in front of the gateway. Then the gateway cannot tell who is on its own machine.",
      mend: "With a proxy, add its address to the list. Without one, there is nothing to do.",
      commands: [showSetting("gateway.trustedProxies")],
    });
  }
  if (facts.mdns === "full") {
    found.push({
      id: "discovery.mdns_full_mode",
      severity: isLocal ? "warning" : "critical",
      title: "The gateway tells the local network about its host",
      meaning: "In full mode, mDNS announces paths and ports, from which user names can be guessed.",
      mend: "Set it to minimal, unless something needs the rest.",
      commands: [setting("Announce the minimum", "discovery.mdns.mode", "minimal")],
    });
  }
  // Not in the audit of the gateway.
  const wide = facts.autoApproveCidrs.filter((entry) => /\/0*[0-8]$/.test(entry.trim()));
  if (wide.length > 0) {
    found.push({
      id: WAY_PATHS.networks,
      severity: "critical",
      title: "Nodes from a very large network are approved without a click",
      meaning: `The trusted networks contain ${wide.map((entry) => safeText(entry, 45).plain).join(", ")}. Whoever reaches the gateway from there becomes a node.`,
      mend: "Switch this approval off, or name smaller networks.",
      change: { kind: "close-way", way: "networks" },
    });
  }
  return found;
}

const FALLBACK = "gateway.controlUi.dangerouslyAllowHostHeaderOriginFallback";

type RiskOfFlag = (facts: DoorFacts) => Risk;

const FLAGS = tableOf<RiskOfFlag>({
  [FALLBACK]: (facts) => ({
    id: "gateway.control_ui.host_header_origin_fallback",
    severity: isOnLoopback(facts) ? "warning" : "critical",
    title: "A page is allowed because it says that it comes from the gateway",
    meaning:
      "The gateway takes the Host header for a proof. A website that points its own name at the gateway (DNS rebinding) passes as its page.",
    mend: "Allow the pages that you use by their addresses, then switch this off.",
    commands: [setting("Switch it off", FALLBACK, "false")],
  }),
  "gateway.controlUi.dangerouslyDisableDeviceAuth": () => ({
    id: "gateway.control_ui.device_auth_disabled",
    severity: "critical",
    title: "Pages need no device key",
    meaning: "Whoever has the token signs in from any browser, without an approval.",
    mend: "Switch it off.",
    commands: [setting("Switch it off", "gateway.controlUi.dangerouslyDisableDeviceAuth", "false")],
  }),
  "gateway.controlUi.allowInsecureAuth": () => ({
    id: "gateway.control_ui.insecure_auth",
    severity: "warning",
    title: "Signing in without encryption is allowed",
    meaning: "Over plain HTTP, the token can be read on its way.",
    mend: "Use HTTPS or a tunnel, and switch it off.",
    commands: [setting("Switch it off", "gateway.controlUi.allowInsecureAuth", "false")],
  }),
  "gateway.allowRealIpFallback": (facts) => ({
    id: "gateway.real_ip_fallback_enabled",
    severity: isOnLoopback(facts) ? "warning" : "critical",
    title: "A client may say itself where it comes from",
    meaning:
      "Where the proxy sends no X-Forwarded-For, the gateway believes X-Real-IP. A proxy that passes it on lets anybody pass as local.",
    mend: "Switch it off, unless your proxy always overwrites that header.",
    commands: [setting("Switch it off", "gateway.allowRealIpFallback", "false")],
  }),
  "hooks.gmail.allowUnsafeExternalContent": () =>
    dangerous("hooks.gmail.allowUnsafeExternalContent", "false"),
  "hooks.allowRequestSessionKey": () => dangerous("hooks.allowRequestSessionKey", "false"),
  "tools.exec.applyPatch.workspaceOnly": () => dangerous("tools.exec.applyPatch.workspaceOnly", "true"),
});

function dangerous(path: string, safe: string): Risk {
  return {
    id: `config.insecure_or_dangerous_flags ${path}`,
    severity: "warning",
    title: `A dangerous setting is on: ${path}`,
    meaning: "It is made for debugging, and takes a protection away.",
    mend: "Switch it off when you do not need it.",
    commands: [setting("Switch it off", path, safe)],
  };
}

function setting(label: string, path: string, value: string) {
  return { label, command: `openclaw config set ${path} ${shellQuote(value)}` };
}
