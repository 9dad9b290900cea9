/** How the door is set, in words. */

import { DEFAULT_LIMIT } from "#domain/recovery/rate-limit.ts";
import { safeText } from "#lib/safe-text.ts";
import { tableOf } from "#lib/table.ts";

import type { DoorFacts, SecretSource } from "./facts.ts";

const MODES = tableOf({
  token: "With the gateway’s token",
  password: "With a password",
  "trusted-proxy": "A reverse proxy signs people in",
  none: "Without a token or a password",
});

/** How one signs in. @param authMode as the hello says, where nothing is written */
export function signInWords({ authMode }: DoorFacts, helloMode: string | undefined): string {
  const mode = authMode ?? helloMode;
  if (mode === undefined) return "The gateway does not say";
  return MODES.get(mode) ?? safeText(mode, 40).plain;
}

/** Where a secret comes from. */
export function sourceWords(source: SecretSource): string {
  switch (source.kind) {
    case "written":
      return "in the gateway’s configuration";
    case "variable":
      return source.name === undefined
        ? "in an environment variable that the configuration refers to"
        : `in the environment variable ${safeText(source.name, 60).plain}`;
    case "store":
      return `in a secret store (${safeText(source.source, 40).plain})`;
    case "absent":
      return "not in the configuration: in the gateway’s environment, or nowhere";
  }
}

const BINDS = tableOf({
  loopback: "On its own machine only (loopback)",
  lan: "On all networks of its machine (lan)",
  tailnet: "In its tailnet (tailnet)",
  auto: "Loopback where that is possible, else all networks (auto)",
});

/** Where it listens. */
export function listenWords({ bind, customBindHost, port, hasTls }: DoorFacts): string {
  const host = safeText(customBindHost ?? "an address that is not set", 60).plain;
  const where =
    bind === "custom" ? `On ${host}` : (BINDS.get(bind ?? "loopback") ?? safeText(bind ?? "", 40).plain);
  const at = port === undefined ? "" : `, port ${port}`;
  return `${where}${at}${hasTls ? ", with TLS" : ""}`;
}

const TAILSCALE = tableOf({
  off: "Off",
  serve: "Serves the gateway within your tailnet",
  funnel: "Opens the gateway to the internet (funnel)",
});

export function tailscaleWords({ tailscale, allowTailscale }: DoorFacts): string {
  const mode = TAILSCALE.get(tailscale ?? "off") ?? safeText(tailscale ?? "", 40).plain;
  return allowTailscale === true ? `${mode}; people of your tailnet sign in by their name there` : mode;
}

/** The limit on wrong tokens. Gateways of protocol 3 limit nobody but pages unless one is written down. */
export function limitWords({ limit }: DoorFacts, protocol: number): string {
  const attempts = limit?.maxAttempts ?? DEFAULT_LIMIT.maxAttempts;
  const window = seconds(limit?.windowMs ?? DEFAULT_LIMIT.windowMs);
  const pause = seconds(limit?.lockoutMs ?? DEFAULT_LIMIT.lockoutMs);
  const rule = `${attempts} within ${window}, then ${pause} pause`;
  const local =
    limit?.exemptLoopback === false ? "" : " Programs on the gateway’s own machine are not limited.";
  if (limit) return `${rule}.${local}`;
  return protocol < 4 ? `None is set. For pages: ${rule}.` : `None is set; by default ${rule}.${local}`;
}

function seconds(ms: number): string {
  const all = Math.round(ms / 1000);
  if (all % 60 !== 0) return `${all} seconds`;
  return all === 60 ? "1 minute" : `${all / 60} minutes`;
}
