import { tableOf } from "#lib/table.ts";
import { formatDuration } from "#lib/time.ts";

import { textOf, type CodeAdvice, type CodeEntry, type FailureFacts } from "#domain/recovery/advice.ts";
import {
  approve,
  LIST,
  remove,
  RESTART,
  SHOW_TOKEN,
  showSetting,
  STATUS,
  TAILSCALE_SERVE,
} from "#domain/recovery/commands.ts";

const tailscale = (title: string, cause: string): CodeAdvice => ({
  title,
  cause,
  next: "Open the gateway at its Tailscale Serve address (https://….ts.net), or sign in with the gateway’s token instead.",
  commands: [{ label: "Is Serve on?", command: "tailscale serve status" }, TAILSCALE_SERVE, ...SHOW_TOKEN],
  actions: ["try-token", "open-connect"],
});

const PASSWORD_NEXT =
  "Ask whoever runs the gateway for its password (gateway.auth.password in its configuration), and enter it under “Password”.";

/** Gateways advise to rotate the token; that helps no browser, since nobody is shown the new one. */
function staleDeviceToken({ context }: FailureFacts): CodeAdvice {
  return {
    title: "The stored device token is out of date",
    cause:
      "The token that this device keeps was rotated or revoked, or the device was removed and paired again. The gateway’s shared token has nothing to do with it. On older gateways it can also mean that the device asks for more rights than its token has.",
    next: "Forget the device token and sign in once with the gateway’s token: the gateway then issues a new one. If that fails too, remove the device and approve it again.",
    commands: [LIST, remove(context?.deviceId), approve()],
    actions: [
      ...(context?.hasDeviceToken === false ? [] : (["forget-device-token"] as const)),
      ...(context?.hasShared === true ? (["retry"] as const) : []),
      "try-token",
      "open-connect",
    ],
    deviceActions: ["open-device", "rotate", "remove"],
  };
}

/** The code for every reason that has none of its own; the reason stands in the message, the details or the log. */
function unauthorized({ message, closeReason, details }: FailureFacts): CodeAdvice {
  const said = `${message} ${closeReason ?? ""} ${textOf(details, "authReason") ?? ""}`;
  if (/redaction sentinel|_redacted_config/i.test(said)) {
    return {
      title: "The gateway’s own token or password is only a placeholder",
      cause:
        "The masked value that gateways print in place of a secret was saved in its configuration, so nobody can sign in.",
      next: "Repair the gateway’s configuration, restart it, and enter the new token here.",
      commands: [
        { label: "Repair the configuration", command: "openclaw doctor --fix" },
        RESTART,
        ...SHOW_TOKEN,
      ],
      actions: ["try-token", "open-connect"],
    };
  }
  if (/trusted_proxy_user_not_allowed/i.test(said)) {
    return {
      title: "The gateway does not let this person in",
      cause:
        "The proxy says who signs in, and gateway.auth.trustedProxy.allowUsers on the gateway does not list that name.",
      next: "Sign in at the proxy as somebody who is on the list, or ask whoever runs the gateway to add the name.",
      commands: [showSetting("gateway.auth.trustedProxy.allowUsers", "See the list")],
      actions: ["retry"],
    };
  }
  return {
    title: "The gateway refused the sign-in",
    cause: "It gives no reason. Usually the token or password is not the one that it expects.",
    next: "Copy the token again from the gateway’s host. If it is right, the gateway’s log says more.",
    commands: [...SHOW_TOKEN, ...STATUS],
    actions: ["try-token", "open-connect"],
    certainty: "likely",
  };
}

export const CREDENTIALS = tableOf<CodeEntry>({
  AUTH_REQUIRED: {
    title: "The gateway requires a sign-in",
    cause: "No token and no password was sent.",
    next: "Enter the gateway’s token, or its password if it uses one.",
    commands: SHOW_TOKEN,
    actions: ["try-token", "open-connect"],
  },
  AUTH_UNAUTHORIZED: unauthorized,
  AUTH_TOKEN_MISSING: ({ context }) => ({
    cause:
      context?.credential === "password"
        ? "A password was sent, but this gateway is set up for a token."
        : "No token was sent, and this device has none of its own yet.",
    next: "Copy the token from the gateway’s host and enter it under “Token”.",
    commands: SHOW_TOKEN,
    actions: ["try-token"],
  }),
  AUTH_TOKEN_MISMATCH: (facts) =>
    // A stale device token in the place of the shared one is answered with this code by both generations.
    facts.context?.credential === "device-token"
      ? staleDeviceToken(facts)
      : {
          cause:
            "The token that was entered differs from the one that the gateway uses now. It was changed, belongs to another gateway, or lost a character when it was copied.",
          next: "Copy the token again from the gateway’s host and enter it. Each wrong attempt counts: after ten in a minute the gateway refuses everybody from this address for a while.",
          commands: SHOW_TOKEN,
          actions: ["try-token"],
        },
  AUTH_TOKEN_NOT_CONFIGURED: {
    cause: "It is set up to ask for a token, but none is configured, so nobody can sign in.",
    next: "Generate a token, restart the gateway, and enter the token here.",
    commands: [
      { label: "Generate a token", command: "openclaw doctor --generate-gateway-token" },
      RESTART,
      ...SHOW_TOKEN,
    ],
    actions: ["try-token"],
  },
  AUTH_PASSWORD_MISSING: {
    cause: "It is set up for a password, and none was sent.",
    next: PASSWORD_NEXT,
    actions: ["open-connect"],
  },
  AUTH_PASSWORD_MISMATCH: {
    cause: "The password differs from the one that the gateway uses now.",
    next: PASSWORD_NEXT,
    actions: ["open-connect"],
  },
  AUTH_PASSWORD_NOT_CONFIGURED: {
    cause: "It is set up to ask for a password, but none is configured, so nobody can sign in.",
    next: "Set gateway.auth.password in the gateway’s configuration and restart it.",
    commands: [{ label: "Find the configuration", command: "openclaw config file" }, RESTART],
    actions: ["open-connect"],
  },
  AUTH_BOOTSTRAP_TOKEN_INVALID: ({ context }) => ({
    ...(context?.credential === "bootstrap-token"
      ? {
          title: "The one-time link is used up or too old",
          cause: "A dashboard link lets in one browser, once, and only for ten minutes.",
          next: "If this browser used it, connect without a link: it is paired already. Otherwise make a new link on the gateway’s host, or sign in with the gateway’s token.",
        }
      : {
          title: "The setup code is used up or too old",
          cause: "A setup code or pairing link works once, and only for some minutes.",
          next: "Make a new one on the gateway’s host, or sign in with the gateway’s token.",
        }),
    commands: [
      { label: "A new link for a browser", command: "openclaw dashboard" },
      { label: "A new code for a phone", command: "openclaw qr" },
      ...SHOW_TOKEN,
    ],
    actions: ["retry", "try-token"],
  }),
  AUTH_DEVICE_TOKEN_MISMATCH: staleDeviceToken,
  AUTH_SCOPE_MISMATCH: {
    cause:
      "The gateway knows the device and its token, but that token does not cover the rights that were asked for. The token itself is valid.",
    next: "Approve the request for more rights, if one is waiting; or sign in with the gateway’s token, which makes the device ask for them.",
    commands: [LIST, approve()],
    actions: ["try-token", "wait-for-approval"],
    deviceActions: ["open-device"],
  },
  AUTH_RATE_LIMITED: ({ retryAfterMs }) => ({
    cause:
      "About ten failed sign-ins in a minute came from this address or page. Until the pause is over the gateway refuses the right token too, for everybody behind the same address.",
    next: `Wait ${retryAfterMs ? formatDuration(retryAfterMs) : "about five minutes"}, close other pages and programs that keep trying, then try again once.`,
    actions: ["wait-out-rate-limit"],
  }),
  AUTH_TAILSCALE_IDENTITY_MISSING: tailscale(
    "Tailscale did not identify you",
    "The gateway relies on Tailscale for the sign-in, but this connection had no Tailscale identity.",
  ),
  AUTH_TAILSCALE_PROXY_MISSING: tailscale(
    "The connection did not come through Tailscale Serve",
    "The gateway accepts a Tailscale identity only from Tailscale’s own proxy.",
  ),
  AUTH_TAILSCALE_WHOIS_FAILED: tailscale(
    "Tailscale could not confirm your identity",
    "The gateway asked Tailscale about this address and got no answer.",
  ),
  AUTH_TAILSCALE_IDENTITY_MISMATCH: tailscale(
    "Tailscale identified somebody else",
    "The identity of the connection is not the one that Tailscale has for this address.",
  ),
  AUTH_IDENTITY_HEADER_REQUIRED: {
    title: "Sign in at the proxy first",
    cause:
      "This gateway relies on a proxy to identify you, and the connection came without that. A token does not help here.",
    next: "Open the address of the proxy, sign in there, and open this page from it. If you have done that, the proxy’s administrator must let it pass on the identity for WebSockets.",
    actions: ["retry"],
  },
  AUTH_VERIFIED_USER_REQUIRED: {
    title: "The gateway requires a verified person",
    cause: "It gives rights to people, not to devices, and this sign-in does not say who the person is.",
    next: "Open this page at the address of the proxy or of Tailscale that signs you in.",
    actions: ["retry"],
  },
  AUTHENTICATED_PROFILE_UNAVAILABLE: {
    title: "Your profile cannot be loaded right now",
    cause: "The gateway knows who you are, but could not look up your profile. That is often temporary.",
    next: "Try again in a minute. If that does not help, an administrator should look at the gateway’s log.",
    commands: STATUS,
    actions: ["retry"],
  },
  "access-ended": {
    title: "Your access was ended",
    cause: "An administrator or a rule of the gateway has withdrawn it.",
    next: "Ask an administrator of the gateway to restore it.",
    actions: ["retry"],
  },
});
