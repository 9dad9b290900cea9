/** Sockets that close or never open: names of ours, and `closed-…` for close codes. */

import { hostClass } from "#domain/gateway-url.ts";
import { safeText } from "#lib/safe-text.ts";
import { tableOf } from "#lib/table.ts";
import type { Advice, CodeEntry, FailureFacts } from "#domain/recovery/advice.ts";
import { LIST, RESTART, SHOW_TOKEN, STATUS, VERSION } from "#domain/recovery/commands.ts";

const WAIT = "Wait a moment. It is retried automatically.";

const starting: Advice = {
  title: "The gateway is starting",
  cause: "It answers already, but is not ready yet. That takes a few seconds.",
  next: WAIT,
  actions: ["retry"],
  severity: "warning",
};

const lost: Advice = {
  title: "The connection was lost",
  cause: "The network went away, a proxy closed an idle connection, or the gateway stopped.",
  next: "Nothing, if it reconnects automatically. Otherwise check that the gateway still runs.",
  commands: STATUS,
  actions: ["retry"],
};

/** A browser is told no more than "1006": everything in here is a guess, and says so. */
function neverOpened({ context }: FailureFacts): Advice {
  const url = context?.gatewayUrl ?? "";
  const isFar = hostClass(url) !== "loopback";
  const guesses = [
    "the gateway does not run",
    "the port is wrong",
    "something in between blocks it",
    ...(url.startsWith("wss:") ? ["its certificate is not trusted by this browser"] : []),
    ...(isFar && url.startsWith("ws:") ? ["the gateway listens only on its own machine (gateway.bind)"] : []),
    ...(isFar ? ["a proxy in front refuses it (on newer gateways: gateway.trustedProxies is missing)"] : []),
  ];
  return {
    title: "No connection to the gateway",
    cause: `The browser does not say why. A guess: ${guesses.join("; or ")}.`,
    next: "Check the address. On the gateway’s host, check that it runs and on which port.",
    commands: STATUS,
    actions: ["retry", "open-connect"],
    certainty: "guess",
  };
}

const noChallenge: Advice = {
  title: "Something answered that is not a gateway",
  cause:
    "The connection opened, but no challenge of a gateway came. Another program may listen on this port, a proxy may sit between, or the gateway may be overloaded.",
  next: "Check host and port. A gateway’s usual port is 18789.",
  commands: STATUS,
  actions: ["retry", "open-connect"],
  certainty: "likely",
};

const silence: Advice = {
  ...lost,
  title: "The gateway stopped responding",
  cause: "Nothing came for twice as long as it should, so this page closed the connection.",
};

function closedByPolicy({ phase }: FailureFacts): Advice {
  const advice: Advice =
    phase === "connected"
      ? {
          ...lost,
          title: "The gateway ended the session",
          cause: "It gave no reason that this page knows.",
        }
      : {
          ...lost,
          title: "The gateway refused the connection",
          cause:
            "It closed the connection without a reason. Usually that is about the token, the pairing or the origin.",
          next: "Try again once. The gateway’s log has the reason.",
        };
  return { ...advice, certainty: "guess" };
}

export const CONNECTION = tableOf<CodeEntry>({
  starting,
  "never-opened": neverOpened,
  // A port where nothing listens refuses at once.
  "not-opened": {
    title: "The host does not answer",
    cause:
      "Nothing came back for ten seconds, not even a refusal. The host is off or asleep, its address is wrong, a VPN or tailnet is not connected, or a firewall drops the connection.",
    next: "Check that the host is on and can be reached from this computer, then check host and port.",
    commands: STATUS,
    actions: ["retry", "open-connect"],
    certainty: "guess",
  },
  "no-challenge": noChallenge,
  "no-answer": {
    title: "The gateway did not answer the sign-in",
    cause:
      "It sent its challenge and then nothing more. It may be overloaded or stuck, or a proxy in between does not pass messages on.",
    next: "It is retried automatically. If that does not help, look at the gateway’s log, and restart the gateway.",
    commands: [...STATUS, RESTART],
    actions: ["retry"],
    certainty: "likely",
  },
  unreadable: {
    title: "What came back cannot be read",
    cause:
      "The other side speaks like a gateway, but its challenge or its answer cannot be read by this page. The gateway may be much newer, or something in between changes messages.",
    next: "Reload this page for a newer version, and check that the address is the gateway’s.",
    commands: [VERSION],
    actions: ["retry", "open-connect"],
  },
  silence,
  "slow-consumer": {
    title: "This page could not keep up",
    cause:
      "The gateway had more to send than this browser took, and closed the connection. A sleeping tab or a slow network does that.",
    next: "It reconnects automatically. Close other tabs of this page if it happens often.",
    actions: ["retry"],
    severity: "warning",
  },
  "unauthorized-calls": {
    title: "Too many refused requests",
    cause:
      "More than ten requests on one connection were refused for lack of rights, so the gateway closed it.",
    next: "Sign in with a device that has the rights, or have more rights approved for this one.",
    commands: [LIST],
    actions: ["open-device"],
  },
  "device-removed": {
    title: "This device’s access was changed",
    cause:
      "Somebody removed the device, or rotated or revoked its token. The gateway then ends its sessions.",
    next: "If its token was rotated and it has the new one, it signs in with that. Otherwise sign in with the gateway’s token and have the device approved again.",
    commands: [LIST],
    actions: ["retry", "try-token"],
  },
  "auth-changed": {
    title: "The gateway’s token was changed",
    cause: "Sessions that were signed in with the old token have ended.",
    next: "Devices with a token of their own reconnect automatically. On others, enter the new token.",
    commands: SHOW_TOKEN,
    actions: ["retry", "try-token"],
    severity: "warning",
  },
  "closed-1000": lost,
  "closed-1001": {
    ...lost,
    title: "The gateway was stopped",
    cause: "Somebody stopped it, or its host is shutting down.",
  },
  "closed-1006": { ...lost, certainty: "guess" },
  "closed-1008": closedByPolicy,
  "closed-1009": {
    title: "A message was too large",
    cause: "Something that was sent is larger than the gateway accepts.",
    next: "Reload the page. If that does not help, please report it with the diagnostics.",
    actions: ["retry"],
  },
  "closed-1011": {
    title: "The gateway had an internal error",
    cause: "It closed the connection because something inside it failed.",
    next: "It is retried automatically. The gateway’s log has the reason.",
    commands: STATUS,
    actions: ["retry"],
  },
  "closed-1012": {
    title: "The gateway is restarting",
    cause: "It was restarted, or its settings were changed.",
    next: WAIT,
    actions: ["retry"],
    severity: "warning",
  },
  "closed-1013": starting,
  "closed-1015": neverOpened,
  "closed-4000": silence,
  "closed-4001": {
    title: "The gateway ended the session",
    cause: "The device’s access or the gateway’s sign-in was changed.",
    next: "Sign in again. If that fails, the device has to be approved again.",
    commands: [LIST],
    actions: ["retry", "try-token"],
    certainty: "likely",
  },
  "closed-4008": noChallenge,
  storage: ({ message }) => ({
    title: "This browser’s storage cannot be used",
    cause: `This browser’s key is kept there, and without it nothing can be sent to the gateway. ${safeText(message, 300).plain}`,
    next: "Allow this site to store data (also called cookies), or leave private mode. Close other tabs of this page, then try again; if that does not help, restart the browser.",
    actions: ["retry"],
  }),
  page: {
    title: "This page could not start the sign-in",
    cause: "Something in the browser refused: its storage, its keys, or the address.",
    next: "Allow this site to store data, leave private mode, and check the address.",
    actions: ["retry"],
    certainty: "likely",
  },
});
