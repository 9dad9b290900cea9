/** Origins, protocol versions, and sockets that close or never open. */

import { safeText } from "#lib/safe-text.ts";

import { hostClass, needsAllowedOrigin } from "#domain/gateway-url.ts";
import { RESTART_NODE_COMMAND } from "#domain/node-approval.ts";
import { tableOf } from "#lib/table.ts";
import {
  addToList,
  LIST,
  propertyOf,
  RESTART,
  SHOW_TOKEN,
  STATUS,
  type Advice,
  type AdvisedCommand,
  type AdviceEntry,
  type FailureFacts,
} from "./explanation.ts";

const ORIGINS = "gateway.controlUi.allowedOrigins";

/** How to let the page at `origin` in beside those that a gateway lets in already. */
export function allowOrigin(origin: string): readonly AdvisedCommand[] {
  return addToList("Add this page", ORIGINS, origin);
}

function originNotAllowed({ context }: FailureFacts): Advice {
  const origin = context?.pageOrigin;
  if (origin === "null" || origin?.startsWith("file:")) {
    return {
      title: "This page has no address that the gateway could allow",
      cause: "It was opened from a file, and gateways allow pages by their address.",
      next: "Serve the page over http, for example with “npm start”, and open it from there.",
      stops: true,
    };
  }
  const url = context?.gatewayUrl;
  const isLocal = origin !== undefined && url !== undefined && !needsAllowedOrigin(origin, url);
  return {
    title: "The gateway does not allow this page",
    cause: `${isLocal ? "A page on the gateway’s own machine needs no permission, but this connection came through a proxy. From elsewhere, gateways" : "Gateways"} accept browsers only from pages they know, and ${origin ?? "the page’s address"} is not on this one’s list. Scheme, host and port must all be the same.`,
    next: `Add exactly ${origin ?? "the address of the page (scheme, host and port)"} to ${ORIGINS} on the gateway, and keep what is in it.`,
    commands: [
      ...(origin
        ? allowOrigin(origin)
        : [{ label: "See the list", command: `openclaw config get ${ORIGINS}` }]),
      RESTART,
    ],
    actions: ["retry"],
    stops: true,
  };
}

const reload: Advice = {
  title: "The gateway takes this page for an old copy of its own",
  cause:
    "A page that a gateway serves itself must come from the same version. The gateway was updated, or this page is not the one it expects there.",
  next: "Reload the page without its cache. If it stays, serve this page from another address, or set gateway.controlUi.root on the gateway to its folder.",
  actions: ["retry"],
  stops: true,
};

function protocolMismatch({ details }: FailureFacts): Advice {
  if (propertyOf(details, "reloadRequired") === true) return reload;
  const expected = propertyOf(details, "expectedProtocol");
  const number = typeof expected === "number" ? ` The gateway speaks version ${expected}.` : "";
  return {
    title: "The versions do not fit",
    cause: `The program and the gateway speak different versions of their language.${number}`,
    next: "Update the older of the two: the gateway on its host, or the program that cannot sign in (this page: reload it).",
    commands: [
      { label: "Which version is the gateway?", command: "openclaw --version" },
      { label: "Update the gateway", command: "openclaw update" },
    ],
    actions: ["retry"],
    stops: true,
  };
}

const starting: Advice = {
  title: "The gateway is starting",
  cause: "It answers already, but is not ready yet. That takes some seconds.",
  next: "Wait. It is tried again by itself.",
  actions: ["retry"],
  stops: false,
};

const lost: Advice = {
  title: "The connection was lost",
  cause: "The network went away, a proxy closed an idle connection, or the gateway stopped without a word.",
  next: "Nothing, if it comes back by itself. Else look whether the gateway still runs.",
  commands: STATUS,
  actions: ["retry"],
  stops: false,
};

/** A browser is told no more than "1006": everything in here is a guess, and says so. */
function neverOpened({ context }: FailureFacts): Advice {
  const url = context?.gatewayUrl ?? "";
  const where = hostClass(url);
  const guesses = ["the gateway does not run", "the port is wrong", "something on the way blocks it"];
  if (url.startsWith("wss:")) guesses.push("its certificate is not trusted by this browser");
  if (url.startsWith("ws:") && where !== "loopback") {
    guesses.push("the gateway listens only on its own machine (gateway.bind)");
  }
  if (where !== "loopback")
    guesses.push("a proxy in front refuses it (on newer gateways: gateway.trustedProxies is missing)");
  return {
    title: "No connection to the gateway",
    cause: `The browser does not say why. A guess: ${guesses.join("; or ")}.`,
    next: "Check the address. On the gateway’s host, see whether it runs and on which port.",
    commands: STATUS,
    actions: ["retry", "open-connect"],
    stops: false,
  };
}

const silent: Advice = {
  title: "Something answered, but not like a gateway",
  cause:
    "The connection opened, and the greeting of a gateway never came. Perhaps another program listens on this port, a proxy sits between, or the gateway is overloaded.",
  next: "Check host and port. A gateway’s usual port is 18789.",
  commands: STATUS,
  actions: ["retry", "open-connect"],
  stops: false,
};

/** Unlike a port where nothing listens, which refuses at once. */
const notOpened: Advice = {
  title: "The host does not answer",
  cause:
    "Nothing came back for ten seconds, not even a refusal. The host is off or asleep, its address is wrong, a VPN or tailnet is not connected, or a firewall drops the connection.",
  next: "See whether the host is on and can be reached from this computer, then check host and port.",
  commands: STATUS,
  actions: ["retry", "open-connect"],
  stops: false,
};

const noAnswer: Advice = {
  title: "The gateway did not answer the sign-in",
  cause:
    "It sent its challenge and then nothing more. It may be overloaded or stuck, or a proxy in between does not pass messages on.",
  next: "It is tried again by itself. If that does not help, look at the gateway’s log, and restart the gateway.",
  commands: [...STATUS, RESTART],
  actions: ["retry"],
  stops: false,
};

const unreadable: Advice = {
  title: "What came back cannot be read",
  cause:
    "The other side speaks like a gateway, but its challenge or its answer makes no sense to this page. Perhaps the gateway is much newer, or something in between changes messages.",
  next: "Reload this page for a newer version, and check that the address is the gateway’s.",
  commands: [{ label: "Which version is the gateway?", command: "openclaw --version" }],
  actions: ["retry", "open-connect"],
  stops: true,
};

const wentSilent: Advice = {
  ...lost,
  title: "The gateway fell silent",
  cause: "Nothing came for twice as long as it should, so this page closed the connection.",
};

function closedByPolicy(facts: FailureFacts): Advice {
  return facts.phase === "connected"
    ? { ...lost, title: "The gateway ended the session", cause: "It gives no reason that this page knows." }
    : {
        title: "The gateway refused the connection",
        cause: "It closed before it said why. Usually that is about the token, the pairing or the origin.",
        next: "Try again once. The gateway’s log has the reason.",
        commands: STATUS,
        actions: ["retry"],
        stops: true,
      };
}

/** Codes of the gateway, names of ours for what has no code, and `closed-…` for close codes. */
export const CONNECTIONS = tableOf<AdviceEntry>({
  CONTROL_UI_ORIGIN_NOT_ALLOWED: originNotAllowed,
  PROTOCOL_MISMATCH: protocolMismatch,
  CONTROL_UI_BUILD_MISMATCH: reload,
  CLIENT_VERSION_MISMATCH: {
    title: "The program is older than the gateway",
    cause:
      "A node on the gateway’s own host must have the gateway’s version. It usually restarts by itself with the new one.",
    next: "Restart the node. If it stays, update it.",
    commands: [{ label: "Restart the node", command: RESTART_NODE_COMMAND }],
    stops: true,
  },
  "invalid-connect": {
    title: "The gateway does not understand the sign-in",
    cause:
      "It found something in it that its version does not know. Program and gateway are probably far apart in age.",
    next: "Update the older of the two.",
    commands: [{ label: "Which version is the gateway?", command: "openclaw --version" }],
    actions: ["retry"],
    stops: true,
  },
  starting,
  "no-challenge": silent,
  "not-opened": notOpened,
  "no-answer": noAnswer,
  unreadable,
  silence: wentSilent,
  "never-opened": neverOpened,
  "slow-consumer": {
    title: "This page could not keep up",
    cause:
      "The gateway had more to send than this browser took, and closed the connection. A sleeping tab or a slow line does that.",
    next: "It connects again by itself. Close other tabs of this page if it happens often.",
    actions: ["retry"],
    stops: false,
  },
  "unauthorized-calls": {
    title: "Too many refused actions",
    cause:
      "More than ten actions on one connection were refused for want of rights, so the gateway closed it.",
    next: "Sign in with a device that has the rights, or have more rights approved for this one.",
    commands: [LIST],
    actions: ["open-device"],
    stops: false,
  },
  "device-removed": {
    title: "This device’s access was changed",
    cause:
      "Somebody removed the device, or rotated or revoked its token. The gateway then ends its sessions.",
    next: "If its token was rotated, it signs in with the new one if it has that. Else sign in with the gateway’s token and have the device approved again.",
    commands: [LIST],
    actions: ["retry", "try-token"],
    stops: false,
  },
  "auth-changed": {
    title: "The gateway’s token was changed",
    cause: "Sessions that were signed in with the old token have ended.",
    next: "Devices with a token of their own come back by themselves. Else enter the new token.",
    commands: SHOW_TOKEN,
    actions: ["retry", "try-token"],
    stops: false,
  },
  "closed-1000": lost,
  "closed-1001": {
    ...lost,
    title: "The gateway went away",
    cause: "It was stopped, or its host shuts down.",
  },
  "closed-1002": protocolMismatch,
  "closed-1006": lost,
  "closed-1008": closedByPolicy,
  "closed-1009": {
    title: "A message was too large",
    cause: "Something that was sent is larger than the gateway accepts.",
    next: "Reload the page. If it stays, please report it with the diagnostics.",
    actions: ["retry"],
    stops: false,
  },
  "closed-1011": {
    title: "The gateway had an internal error",
    cause: "It closed the connection because something inside it failed.",
    next: "It is tried again by itself. The gateway’s log has the reason.",
    commands: STATUS,
    actions: ["retry"],
    stops: false,
  },
  "closed-1012": {
    title: "The gateway restarts",
    cause: "It was restarted, or its settings were changed.",
    next: "Wait. It is tried again by itself.",
    actions: ["retry"],
    stops: false,
  },
  "closed-1013": starting,
  "closed-1015": neverOpened,
  "closed-4000": wentSilent,
  "closed-4001": {
    title: "The gateway ended the session",
    cause: "The device’s access or the gateway’s sign-in was changed.",
    next: "Sign in again. If that fails, the device has to be approved again.",
    commands: [LIST],
    actions: ["retry", "try-token"],
    stops: false,
  },
  "closed-4008": silent,
  storage: ({ message }) => ({
    title: "This browser’s storage cannot be used",
    cause: `This browser’s key is kept there, and without it nothing can be sent to the gateway. ${safeText(message, 300).plain}`,
    next: "Allow this site to store data (also called cookies), or leave private mode. Close other tabs of this page, then try again; if it stays, restart the browser.",
    actions: ["retry"],
    stops: true,
  }),
  page: {
    title: "This page could not start the sign-in",
    cause: "Something in the browser refused: its storage, its keys, or the address.",
    next: "Allow this site to store data, leave private mode, and check the address.",
    actions: ["retry"],
    stops: true,
  },
});
