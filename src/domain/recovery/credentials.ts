/** Refused tokens, passwords and identities. */

import { tableOf } from "#lib/table.ts";
import { formatDuration } from "#lib/time.ts";

import {
  approve,
  LIST,
  remove,
  RESTART,
  SHOW_TOKEN,
  STATUS,
  textOf,
  type Advice,
  type AdviceEntry,
  type FailureFacts,
} from "./explanation.ts";

const tailscale = (title: string, cause: string): Advice => ({
  title,
  cause,
  next: "Open the gateway by its Tailscale Serve address (https://….ts.net), or sign in with the gateway’s token instead.",
  commands: [
    { label: "Is Serve on?", command: "tailscale serve status" },
    { label: "Start the gateway behind Serve", command: "openclaw gateway --tailscale serve" },
    ...SHOW_TOKEN,
  ],
  actions: ["try-token", "open-connect"],
  stops: true,
});

const PASSWORD_NEXT =
  "Ask whoever runs the gateway for its password (gateway.auth.password in its configuration), and enter it under “Password”.";

/** A gateway's own advice is to rotate; that helps no browser, since nobody is shown the new token. */
function staleDeviceToken({ context }: FailureFacts): Advice {
  return {
    title: "The stored device token is out of date",
    cause:
      "The token that this device keeps was rotated or revoked, or the device was removed and paired anew. The gateway’s shared token has nothing to do with it. On older gateways it can also mean that the device asks for more rights than its token has.",
    next: "Forget the device token and sign in once with the gateway’s token: the gateway then hands out a fresh one. If that fails too, remove the device and approve it again.",
    commands: [LIST, remove(context?.deviceId), approve(undefined)],
    actions: [
      ...(context?.hasDeviceToken === false ? [] : (["forget-device-token"] as const)),
      ...(context?.hasShared === true ? (["retry"] as const) : []),
      "try-token",
      "open-connect",
    ],
    deviceActions: ["open-device", "rotate", "remove"],
    stops: true,
  };
}

/** The code for every reason that has none of its own; the reason stands in the message, the details or the log. */
function unauthorized({ message, closeReason, details }: FailureFacts): Advice {
  const said = `${message} ${closeReason ?? ""} ${textOf(details, "authReason") ?? ""}`;
  if (/redaction sentinel|_redacted_config/i.test(said)) {
    return {
      title: "The gateway’s own token or password is only a placeholder",
      cause:
        "The masked value that gateways print in place of a secret was saved in its configuration, so nobody can sign in.",
      next: "Let the gateway repair its configuration, restart it, and enter the new token here.",
      commands: [
        { label: "Repair the configuration", command: "openclaw doctor --fix" },
        RESTART,
        ...SHOW_TOKEN,
      ],
      actions: ["try-token", "open-connect"],
      stops: true,
    };
  }
  if (/trusted_proxy_user_not_allowed/i.test(said)) {
    return {
      title: "The gateway does not let this person in",
      cause:
        "The proxy says who signs in, and gateway.auth.trustedProxy.allowUsers on the gateway does not list that name.",
      next: "Sign in at the proxy as somebody who is on the list, or ask whoever runs the gateway to add the name.",
      commands: [
        { label: "See the list", command: "openclaw config get gateway.auth.trustedProxy.allowUsers" },
      ],
      actions: ["retry"],
      stops: true,
    };
  }
  return {
    title: "The gateway refused the sign-in",
    cause: "It gives no closer reason. Usually the token or password is not the one that it expects.",
    next: "Copy the token anew from the gateway’s host. If it is right, the gateway’s log says more.",
    commands: [...SHOW_TOKEN, ...STATUS],
    actions: ["try-token", "open-connect"],
    stops: true,
  };
}

/** Every code about credentials and identities. */
export const CREDENTIALS = tableOf<AdviceEntry>({
  AUTH_REQUIRED: {
    title: "The gateway wants to know who you are",
    cause: "Nothing was sent that it could check.",
    next: "Enter the gateway’s token, or its password if it uses one.",
    commands: SHOW_TOKEN,
    actions: ["try-token", "open-connect"],
    stops: true,
  },
  AUTH_UNAUTHORIZED: unauthorized,
  AUTH_TOKEN_MISSING: ({ context }) => ({
    title: "The gateway wants its token",
    cause:
      context?.credential === "password"
        ? "A password was sent, but this gateway is set up for a token."
        : "No token was sent, and this device has none of its own yet.",
    next: "Copy the token from the gateway’s host and enter it under “Token”.",
    commands: SHOW_TOKEN,
    actions: ["try-token"],
    stops: true,
  }),
  AUTH_TOKEN_MISMATCH: (facts) =>
    // A stale device token in the place of the shared one is answered with this code by both generations.
    facts.context?.credential === "device-token"
      ? staleDeviceToken(facts)
      : {
          title: "The token is not the gateway’s token",
          cause:
            "The token that was entered differs from the one that the gateway uses now. It was changed, belongs to another gateway, or lost a character when it was copied.",
          next: "Copy the token anew from the gateway’s host and enter it. Each wrong try counts: after ten in a minute the gateway refuses everybody from this address for a while.",
          commands: SHOW_TOKEN,
          actions: ["try-token"],
          stops: true,
        },
  AUTH_TOKEN_NOT_CONFIGURED: {
    title: "The gateway has no token",
    cause: "It is set up to ask for a token, but none is configured, so that nobody can sign in.",
    next: "Let the gateway make a token, restart it, and enter the new token here.",
    commands: [
      { label: "Make a token", command: "openclaw doctor --generate-gateway-token" },
      RESTART,
      ...SHOW_TOKEN,
    ],
    actions: ["try-token"],
    stops: true,
  },
  AUTH_PASSWORD_MISSING: {
    title: "The gateway wants a password",
    cause: "It is set up for a password, and none was sent.",
    next: PASSWORD_NEXT,
    actions: ["open-connect"],
    stops: true,
  },
  AUTH_PASSWORD_MISMATCH: {
    title: "Wrong password",
    cause: "The password differs from the one that the gateway uses now.",
    next: PASSWORD_NEXT,
    actions: ["open-connect"],
    stops: true,
  },
  AUTH_PASSWORD_NOT_CONFIGURED: {
    title: "The gateway has no password",
    cause: "It is set up to ask for a password, but none is configured, so that nobody can sign in.",
    next: "Set gateway.auth.password in the gateway’s configuration and restart it.",
    commands: [{ label: "Find the configuration", command: "openclaw config file" }, RESTART],
    actions: ["open-connect"],
    stops: true,
  },
  AUTH_BOOTSTRAP_TOKEN_INVALID: ({ context }) => ({
    ...(context?.credential === "bootstrap-token"
      ? {
          title: "The one-time link is used up or too old",
          cause: "A dashboard link lets in one browser, once, and only for ten minutes.",
          next: "If it was this browser that used it, connect without a link: it is paired already. Else make a new link on the gateway’s host, or sign in with the gateway’s token.",
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
    stops: true,
  }),
  AUTH_DEVICE_TOKEN_MISMATCH: staleDeviceToken,
  AUTH_SCOPE_MISMATCH: {
    title: "The device asks for more than it may do",
    cause:
      "The gateway knows the device and its token, but that token does not cover the rights that were asked for. The token itself is good.",
    next: "Approve the request for more rights, if one is waiting; or sign in with the gateway’s token, which makes the device ask for them.",
    commands: [LIST, approve(undefined)],
    actions: ["try-token", "wait-for-approval"],
    deviceActions: ["open-device"],
    stops: true,
  },
  AUTH_RATE_LIMITED: ({ retryAfterMs }) => ({
    title: "Too many wrong tries",
    cause:
      "About ten failed sign-ins in a minute came from this address or page. Until the pause is over the gateway refuses the right token too, for everybody behind the same address.",
    next: `Wait ${retryAfterMs ? formatDuration(retryAfterMs) : "about five minutes"}, close other pages and programs that keep trying, then try again once.`,
    actions: ["wait-out-rate-limit"],
    stops: true,
  }),
  AUTH_TAILSCALE_IDENTITY_MISSING: tailscale(
    "Tailscale did not say who you are",
    "The gateway trusts Tailscale for the sign-in, but this connection brought no Tailscale identity.",
  ),
  AUTH_TAILSCALE_PROXY_MISSING: tailscale(
    "The connection did not come through Tailscale Serve",
    "The gateway takes a Tailscale identity only from Tailscale’s own proxy.",
  ),
  AUTH_TAILSCALE_WHOIS_FAILED: tailscale(
    "Tailscale could not confirm who you are",
    "The gateway asked Tailscale about this address and got no answer.",
  ),
  AUTH_TAILSCALE_IDENTITY_MISMATCH: tailscale(
    "Tailscale names somebody else",
    "The identity that came with the connection is not the one that Tailscale knows for this address.",
  ),
  AUTH_IDENTITY_HEADER_REQUIRED: {
    title: "Sign in at the proxy first",
    cause:
      "This gateway trusts a proxy to say who you are, and the connection came without that. A token does not help here.",
    next: "Open the address of the proxy, sign in there, and open this page from it. If you did, its administrator must let it pass the identity on for WebSockets.",
    actions: ["retry"],
    stops: true,
  },
  AUTH_VERIFIED_USER_REQUIRED: {
    title: "The gateway wants a verified person",
    cause: "It gives rights to people, not to devices, and this sign-in does not say who the person is.",
    next: "Come through the proxy or the Tailscale address that signs you in.",
    actions: ["retry"],
    stops: true,
  },
  AUTHENTICATED_PROFILE_UNAVAILABLE: {
    title: "Your profile cannot be loaded right now",
    cause: "The gateway knows who you are, but could not look up your profile. That often passes.",
    next: "Try again in a minute. If it stays, an administrator should look at the gateway’s log.",
    commands: STATUS,
    actions: ["retry"],
    stops: false,
  },
  "access-ended": {
    title: "Your access was ended",
    cause: "An administrator, or a rule of the gateway, has withdrawn it.",
    next: "Ask an administrator of the gateway to restore it.",
    actions: ["retry"],
    stops: true,
  },
});
