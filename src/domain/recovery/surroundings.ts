/** What the page, the address and a probe tell, where a gateway gave no reason or was not even asked. */

import { mixedContentProblem } from "#domain/gateway-url.ts";

import { attemptEvidence, clockEvidence, probeEvidence } from "./evidence.ts";
import { addToList, RESTART, STATUS } from "./explanation.ts";
import { failedAttempt, type TroubleshootFacts } from "./facts.ts";
import type { Observation } from "./finding.ts";

const PROXIES = "gateway.trustedProxies";

/** Everything that the surroundings of the last attempt tell; nothing while connected. */
export function observeSurroundings(facts: TroubleshootFacts): readonly Observation[] {
  if (facts.phase === "connected") return [];
  return [offline(facts), ...pageProblem(facts), ...neverOpened(facts)].filter((found) => found !== null);
}

function offline({ page, target }: TroubleshootFacts): Observation | null {
  // The browser’s "online" is about networks; a gateway on this machine needs none.
  if (page.isOnline || target?.hostClass === "loopback") return null;
  return {
    id: "offline",
    severity: "blocking",
    certainty: "sure",
    cost: 0,
    evidence: ["The browser says that this computer has no network."],
    advice: {
      title: "This computer is offline",
      cause: "It has no network at the moment, so no gateway elsewhere can be reached.",
      next: "Connect it to the network. This page then tries again by itself.",
      actions: ["retry"],
      stops: false,
    },
  };
}

/** Refusals that an insecure page explains. */
const WITHOUT_IDENTITY = new Set(["DEVICE_IDENTITY_REQUIRED", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"]);

function pageProblem(facts: TroubleshootFacts): readonly Observation[] {
  const { page, target } = facts;
  const problem = mixedContentProblem(`${page.scheme}:`, page.isSecureContext, target?.url ?? "");
  if (!problem) return [];
  const failure = failedAttempt(facts)?.failure;
  // A gateway that has looked at the sign-in names its own reason; what the page lacks is then the smaller trouble.
  const isOther = failure !== undefined && failure.code !== null && !WITHOUT_IDENTITY.has(failure.code);
  const isMixed = problem.id === "mixed-content";
  return [
    {
      id: problem.id,
      severity: isOther ? "warning" : "blocking",
      certainty: "sure",
      cost: isOther ? 5 : 1,
      evidence: isMixed
        ? [`This page was loaded from ${page.origin}, and the gateway’s address begins with ws://.`]
        : [`This page was opened from ${page.origin}, which the browser does not count as secure.`],
      advice: {
        title: problem.title,
        cause: isMixed
          ? "A page that was loaded over https may not connect in plain text, except to this same computer."
          : "Over plain http the browser withholds what a device key needs, so this browser cannot prove to the gateway which device it is.",
        next: problem.sentence,
        commands: problem.commands,
        actions: ["open-connect"],
        stops: true,
      },
    },
  ];
}

function neverOpened(facts: TroubleshootFacts): readonly (Observation | null)[] {
  const failure = failedAttempt(facts)?.failure;
  if (failure?.phase !== "opening") return [];
  const isTimedOut = failure.endedBy === "not-opened";
  if (!isTimedOut && failure.endedBy !== "closed") return [];
  if (facts.probe?.kind === "answered") return [upgradeRefused(facts, facts.probe.status, isTimedOut)];
  // An untrusted certificate and a port where nothing listens fail at once.
  if (isTimedOut) return [localNetwork(facts)];
  if (facts.probe?.kind !== "no-answer") return [certificate(facts)];
  return [nothingListens(facts), certificate(facts), localNetwork(facts)];
}

function upgradeRefused(facts: TroubleshootFacts, status: number | null, isTimedOut: boolean): Observation {
  const path = facts.target?.path ?? "/";
  const guesses = [
    `a proxy in front does not pass WebSockets on, or the gateway does not trust it (on newer gateways: ${PROXIES} is missing)`,
    "another program listens on this port",
    ...(path === "/" ? [] : [`the path ${path} is not the gateway’s`]),
  ];
  const isServerError = status !== null && status >= 500;
  return {
    id: isServerError ? "proxy-error" : "upgrade-refused",
    severity: "blocking",
    certainty: "likely",
    cost: 1,
    evidence: [...attemptEvidence(facts), ...probeEvidence(facts)],
    advice: isServerError
      ? {
          title: "A proxy answers, and the gateway behind it does not",
          cause: `Status ${status} is what a proxy says when it cannot reach the gateway behind it.`,
          next: "See whether the gateway runs, and whether the proxy leads to its port.",
          commands: STATUS,
          actions: ["retry"],
          stops: false,
        }
      : {
          title: `Something answers, but ${isTimedOut ? "leaves the connection waiting" : "refuses the connection"}`,
          cause: `A web server answers at this address and ${isTimedOut ? "does not answer WebSockets" : "turns WebSockets away"}. Probably ${guesses.join("; or ")}.`,
          next: `Let the proxy pass WebSockets on, and write its address into ${PROXIES} on the gateway. The gateway’s log names the address that it refused.`,
          commands: [
            ...STATUS,
            ...addToList("Trust the proxy (put in its address)", PROXIES, "PROXY_ADDRESS"),
            RESTART,
          ],
          actions: ["retry", "open-connect"],
          stops: false,
        },
  };
}

function nothingListens(facts: TroubleshootFacts): Observation {
  const isSure = facts.target?.hostClass === "loopback";
  const isRemote = !isSure && facts.target?.scheme === "ws";
  return {
    id: "nothing-listens",
    severity: "blocking",
    certainty: "likely",
    cost: 0,
    evidence: [...attemptEvidence(facts), ...probeEvidence(facts)],
    advice: {
      title: "Nothing answers at this address",
      cause: `The gateway does not run, or host or port are wrong${isRemote ? "; or it listens only on its own machine (gateway.bind)" : ""}.`,
      next: "On the gateway’s host, see whether it runs and on which port. A gateway’s usual port is 18789.",
      commands: [{ label: "Start the gateway", command: "openclaw gateway start" }, ...STATUS],
      actions: ["retry", "open-connect"],
      stops: false,
    },
  };
}

function certificate(facts: TroubleshootFacts): Observation | null {
  const { target } = facts;
  if (target?.scheme !== "wss") return null;
  const address = URL.parse(target.url)?.host ?? "";
  return {
    id: "certificate",
    severity: "blocking",
    certainty: "guess",
    cost: 4,
    evidence: [
      "The address begins with wss://, and a browser tells no page of a certificate that it does not trust.",
      ...probeEvidence(facts),
    ],
    advice: {
      title: "Perhaps the certificate is not trusted",
      cause:
        "A certificate that is made at home, expired or made out to another name fails like a broken line.",
      next: `Open https://${address} in a new tab. If the browser warns of the certificate, that is it: use a certificate that it trusts, such as Tailscale’s or Let’s Encrypt’s.`,
      commands: [{ label: "HTTPS within your tailnet", command: "openclaw gateway --tailscale serve" }],
      actions: ["retry"],
      stops: false,
    },
  };
}

function localNetwork({ page, target }: TroubleshootFacts): Observation | null {
  const isNear = target?.hostClass === "loopback" || target?.hostClass === "private";
  if (!isNear || target.isSameOrigin || page.scheme !== "https") return null;
  return {
    id: "local-network",
    severity: "blocking",
    certainty: "guess",
    cost: 5,
    evidence: [
      "The gateway is on this computer or in the local network, and this page was loaded over https.",
    ],
    advice: {
      title: "Perhaps the browser blocks the local network",
      cause:
        "Newer browsers ask before a page may connect to this computer or its local network, and remember a no.",
      next: "Look at the site settings, left of the address, and allow access to the local network for this page.",
      actions: ["retry"],
      stops: false,
    },
  };
}

/** The clock as the cause of a refused signature. */
export function clockProblem(facts: TroubleshootFacts): Observation | null {
  const evidence = clockEvidence(facts);
  const isRefused = failedAttempt(facts)?.failure.code === "DEVICE_AUTH_SIGNATURE_EXPIRED";
  if (evidence.length === 0 || (!isRefused && facts.phase !== "connected")) return null;
  return {
    id: "clock",
    severity: isRefused ? "blocking" : "warning",
    certainty: "sure",
    cost: 0,
    evidence,
    advice: {
      title: isRefused ? "The clocks are too far apart" : "The clocks differ",
      cause: isRefused
        ? "A signature carries the time, and the gateway takes only fresh ones. With clocks this far apart each one looks old, or comes from the future."
        : "This page goes by the gateway’s clock and works all the same. Other programs on this computer may be refused with “device signature expired”.",
      next: "Let both computers set their clocks by the network, then try again.",
      commands: [{ label: "Is the clock set by the network? (Linux)", command: "timedatectl status" }],
      actions: isRefused ? ["retry"] : [],
      stops: isRefused,
    },
  };
}
