/** What is risky where a reverse proxy signs people in, as `openclaw security audit` has it. */

import { showSetting } from "#domain/recovery/commands.ts";

import type { DoorFacts } from "./facts.ts";
import type { Risk } from "./risk.ts";

/** Nothing where people sign in with a token or a password. */
export function proxyRisks(facts: DoorFacts, mode: string | undefined): readonly Risk[] {
  if (mode !== "trusted-proxy") return [];
  const proxy = facts.proxySignIn;
  const found: Risk[] = [
    {
      id: "gateway.trusted_proxy_auth",
      severity: "critical",
      title: "A reverse proxy decides who gets in",
      meaning:
        "The gateway believes the user name that the proxy sends. Whoever gets around the proxy gets in.",
      mend: "Check that the proxy signs people in and encrypts, that only its addresses are trusted, and that nobody reaches the gateway’s port directly.",
      commands: [showSetting("gateway.trustedProxies")],
    },
  ];
  if (facts.trustedProxies.length === 0) {
    found.push({
      id: "gateway.trusted_proxy_no_proxies",
      severity: "critical",
      title: "No proxy is trusted, so nobody gets in",
      meaning: "A proxy is to sign people in, and the list of trusted proxies is empty.",
      mend: "Add the address of your proxy.",
      commands: [showSetting("gateway.trustedProxies")],
    });
  }
  if (!proxy?.userHeader) {
    found.push({
      id: "gateway.trusted_proxy_no_user_header",
      severity: "critical",
      title: "The gateway does not know which header names the user",
      meaning: "Without it nobody can be signed in by the proxy.",
      mend: "Set gateway.auth.trustedProxy.userHeader to the header that your proxy writes.",
      commands: [showSetting("gateway.auth.trustedProxy")],
    });
  }
  if (proxy?.allowLoopback) {
    found.push({
      id: "gateway.trusted_proxy_allow_loopback",
      severity: "warning",
      title: "A proxy on the gateway’s own machine may sign people in",
      meaning: "Any program there can pass as the proxy.",
      mend: "Keep it only where the proxy runs on the same machine, and nobody else does.",
    });
  }
  if (proxy?.autoApproves) {
    const grantsAdmin = proxy.autoApprovedScopes.some((scope) => scope.trim() === "operator.admin");
    found.push({
      id: grantsAdmin
        ? "gateway.trusted_proxy_device_auto_approve_admin"
        : "gateway.trusted_proxy_device_auto_approve",
      severity: grantsAdmin ? "critical" : "warning",
      title: grantsAdmin
        ? "Everybody whom the proxy lets in becomes an administrator"
        : "Everybody whom the proxy lets in is approved without a click",
      meaning: "New browsers and apps are approved by the name that the proxy sends alone.",
      mend: "Switch it off, unless the proxy is the only way in and checks people well.",
      change: { kind: "close-way", way: "proxy" },
    });
  }
  if ((proxy?.allowUsers ?? []).length === 0) {
    found.push({
      id: "gateway.trusted_proxy_no_allowlist",
      severity: "warning",
      title: "Every user of the proxy gets in",
      meaning: "No users are named, so everybody whom the proxy signs in reaches the gateway.",
      mend: "Name them in gateway.auth.trustedProxy.allowUsers.",
      commands: [showSetting("gateway.auth.trustedProxy")],
    });
  }
  return found;
}
