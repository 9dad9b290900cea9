/** Failures that no page meets, but that people paste. No gateway sends a code for these; the names are ours. */

import { tableOf } from "#lib/table.ts";

import type { Advice, CodeEntry, FailureFacts } from "#domain/recovery/advice.ts";
import { SECURE_ADDRESS, showSetting, STATUS } from "#domain/recovery/commands.ts";

function untrustedProxy({ message }: FailureFacts): Advice {
  if (/trusted_proxy_(?:loopback|local_interface)/i.test(message)) {
    return {
      title: "The gateway does not trust a proxy on its own host",
      cause:
        "It lets a proxy say who signs in, but does not take that from an address of its own host: any program there could claim it.",
      next: "Use the address of the proxy. If the proxy runs on the gateway’s host and nothing else there reaches the gateway, whoever runs it can list 127.0.0.1 in gateway.trustedProxies and set gateway.auth.trustedProxy.allowLoopback.",
      commands: [
        showSetting("gateway.auth.trustedProxy"),
        showSetting("gateway.trustedProxies", "See the list"),
      ],
    };
  }
  return {
    title: "The gateway does not know the proxy in front of it",
    cause:
      "The connection comes through a proxy that gateway.trustedProxies does not name. Newer gateways refuse it (403); older ones no longer take it for local.",
    next: "Add exactly the proxy’s own address to gateway.trustedProxies on the gateway and restart it. Setting the list replaces it, so keep what is in it.",
    commands: [
      showSetting("gateway.trustedProxies", "See the list"),
      { label: "Which address is it?", command: "openclaw logs --follow" },
    ],
  };
}

export const CLI_AND_PROXY = tableOf<CodeEntry>({
  "untrusted-proxy": untrustedProxy,
  "insecure-address": {
    title: "The address is not encrypted",
    cause:
      "The program or the browser does not send a token over plain ws:// to another machine, or from a page that came by https.",
    next: "Use a wss:// address, or a tunnel and ws://127.0.0.1.",
    commands: SECURE_ADDRESS,
  },
  "needs-credentials": {
    title: "The command needs the token as well",
    cause: "It was given an address with --url, and then takes no token from its own settings.",
    next: "Add --token or --password to the command; or leave out --url, if the gateway is the one in its settings.",
  },
  "tls-failed": {
    title: "The encrypted connection could not be made",
    cause:
      "The address says wss:// or https:// where the gateway speaks plainly, or its certificate is not trusted or was replaced.",
    next: "Try ws:// on the gateway’s own machine. From elsewhere, use the address of the proxy that has the certificate.",
    commands: STATUS,
  },
});
