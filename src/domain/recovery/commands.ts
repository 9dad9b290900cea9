/** The commands that advice is made of, for the gateway's host. */

import { devicesCommand } from "#domain/cli.ts";
import { shellQuote } from "#lib/shell-quote.ts";
import type { AdvisedCommand } from "./advice.ts";

/** Newer gateways print only a mask for the old command. */
export const SHOW_TOKEN: readonly AdvisedCommand[] = [
  { label: "Show the token (newer gateways)", command: "openclaw gateway auth-token --show" },
  { label: "Show the token (older gateways)", command: "openclaw config get gateway.auth.token" },
  { label: "If both fail: find the file that it is in", command: "openclaw config file" },
];

export const LIST: AdvisedCommand = {
  label: "See requests and devices",
  command: devicesCommand({ kind: "list" }),
};

/** Approves one request; never the latest, unseen. */
export function approve(requestId?: string): AdvisedCommand {
  return {
    label: "Approve the request",
    command: requestId
      ? devicesCommand({ kind: "approve", requestId })
      : "openclaw devices approve REQUEST_ID",
  };
}

export function remove(deviceId?: string): AdvisedCommand {
  return {
    label: "Remove the device, so that it can ask again",
    command: deviceId ? devicesCommand({ kind: "remove", deviceId }) : "openclaw devices remove DEVICE_ID",
  };
}

export const RESTART: AdvisedCommand = { label: "Restart the gateway", command: "openclaw gateway restart" };

export const STATUS: readonly AdvisedCommand[] = [
  { label: "Check that the gateway runs", command: "openclaw gateway status" },
  { label: "Follow its log", command: "openclaw logs --follow" },
];

export const VERSION: AdvisedCommand = {
  label: "Show the gateway’s version",
  command: "openclaw --version",
};

export const UPDATE: AdvisedCommand = { label: "Update the gateway", command: "openclaw update" };

export const TAILSCALE_SERVE: AdvisedCommand = {
  label: "Serve the gateway by HTTPS within your tailnet",
  command: "openclaw gateway --tailscale serve",
};

/** Ways to an encrypted or a local address. */
export const SECURE_ADDRESS: readonly AdvisedCommand[] = [
  {
    label: "Open a tunnel to the gateway",
    command: "ssh -N -L 18789:127.0.0.1:18789 user@gateway-host",
  },
  TAILSCALE_SERVE,
];

/** How to let the page at `origin` in, beside those that a gateway lets in already. */
export function allowOrigin(origin: string): readonly AdvisedCommand[] {
  return addToList("Add this page", "gateway.controlUi.allowedOrigins", origin);
}

/**
 * Adds an entry to a list in the gateway's configuration. Setting the list would remove its entries, so it is read
 * first, and its next index is written. Gateways refuse N as it stands, and an index beyond the next one.
 */
export function addToList(label: string, path: string, value: string): readonly AdvisedCommand[] {
  return [
    showSetting(path, "See the list, and count its entries"),
    {
      label: `${label}; replace N by the number of entries (0 for none)`,
      command: `openclaw config set ${shellQuote(`${path}[N]`)} ${shellQuote(value)}`,
    },
  ];
}

export function showSetting(path: string, label = "See what is set"): AdvisedCommand {
  return { label, command: `openclaw config get ${path}` };
}
