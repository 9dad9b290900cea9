/** What the page, the address and a probe tell where a gateway gave no reason, or was not even asked. */

import { mixedContentProblem } from "#domain/gateway-url.ts";
import { attemptEvidence, clockEvidence, probeEvidence } from "./attempt-history.ts";
import { addToList, RESTART, STATUS, TAILSCALE_SERVE } from "./commands.ts";
import type { Observation } from "./finding.ts";
import { failedAttempt, type TroubleshootFacts } from "./troubleshoot-facts.ts";

const PROXIES = "gateway.trustedProxies";

/** Everything that stands between this page and the gateway; nothing while connected. */
export function networkProblems(facts: TroubleshootFacts): readonly Observation[] {
  if (facts.phase === "connected") return [];
  return [offline(facts), pageProblem(facts), ...neverOpened(facts)].filter((found) => found !== null);
}

function offline({ page, target }: TroubleshootFacts): Observation | null {
  // The browser’s "online" is about networks; a gateway on this machine needs none.
  if (page.isOnline || target?.hostClass === "loopback") return null;
  return {
    id: "offline",
    cost: 0,
    evidence: ["The browser says that this computer has no network."],
    title: "This computer is offline",
    cause: "It has no network at the moment, so it can only reach a gateway on this computer.",
    next: "Connect it to the network. This page then tries again by itself.",
    actions: ["retry"],
  };
}

/** Refusals that an insecure page explains. */
const WITHOUT_IDENTITY = new Set(["DEVICE_IDENTITY_REQUIRED", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"]);

function pageProblem(facts: TroubleshootFacts): Observation | null {
  const { page, target } = facts;
  const problem = mixedContentProblem(`${page.scheme}:`, page.isSecureContext, target?.url ?? "");
  if (!problem) return null;
  const code = failedAttempt(facts)?.failure.code ?? null;
  // A gateway that has looked at the sign-in names its own reason; what the page lacks is then the smaller trouble.
  const isMinor = code !== null && !WITHOUT_IDENTITY.has(code);
  const { id, title, sentence, commands } = problem;
  const isMixed = id === "mixed-content";
  return {
    id,
    cost: isMinor ? 5 : 1,
    severity: isMinor ? "warning" : undefined,
    evidence: isMixed
      ? [`This page was loaded from ${page.origin}, and the gateway’s address begins with ws://.`]
      : [`This page was opened from ${page.origin}, which the browser does not count as secure.`],
    title,
    cause: isMixed
      ? "A page that was loaded over https may not connect in plain text, except to this same computer."
      : "Over plain http the browser withholds what a device key needs, so this browser cannot prove to the gateway which device it is.",
    next: sentence,
    commands,
    actions: ["open-connect"],
  };
}

function neverOpened(facts: TroubleshootFacts): readonly (Observation | null)[] {
  const failure = failedAttempt(facts)?.failure;
  if (failure?.phase !== "opening") return [];
  const isTimedOut = failure.endedBy === "not-opened";
  if (!isTimedOut && failure.endedBy !== "closed") return [];
  if (facts.probe === "answered") return [upgradeRefused(facts, isTimedOut)];
  // An untrusted certificate and a port where nothing listens fail at once.
  if (isTimedOut) return [localNetwork(facts)];
  if (facts.probe !== "no-answer") return [certificate(facts)];
  return [nothingListens(facts), certificate(facts), localNetwork(facts)];
}

function upgradeRefused(facts: TroubleshootFacts, isTimedOut: boolean): Observation {
  const path = facts.target?.path ?? "/";
  const guesses = [
    `a proxy in front does not pass WebSockets on, or the gateway does not trust it (on newer gateways: ${PROXIES} is missing)`,
    "another program listens on this port",
    ...(path === "/" ? [] : [`the path ${path} is not the gateway’s`]),
  ];
  return {
    id: "upgrade-refused",
    certainty: "likely",
    cost: 1,
    evidence: [...attemptEvidence(facts), ...probeEvidence(facts)],
    title: `Something answers, but ${isTimedOut ? "leaves the connection waiting" : "refuses the connection"}`,
    cause: `A web server answers at this address and ${isTimedOut ? "does not answer WebSockets" : "turns WebSockets away"}. Probably ${guesses.join("; or ")}.`,
    next: `Let the proxy pass WebSockets on, and write its address into ${PROXIES} on the gateway. The gateway’s log names the address that it refused.`,
    commands: [
      ...STATUS,
      ...addToList("Trust the proxy (put in its address)", PROXIES, "PROXY_ADDRESS"),
      RESTART,
    ],
    actions: ["retry", "open-connect"],
  };
}

function nothingListens(facts: TroubleshootFacts): Observation {
  const isRemote = facts.target?.hostClass !== "loopback" && facts.target?.scheme === "ws";
  return {
    id: "nothing-listens",
    certainty: "likely",
    cost: 0,
    evidence: [...attemptEvidence(facts), ...probeEvidence(facts)],
    title: "Nothing answers at this address",
    cause: `The gateway does not run, or host or port are wrong${isRemote ? "; or it listens only on its own machine (gateway.bind)" : ""}.`,
    next: "On the gateway’s host, check that it runs and on which port. A gateway’s usual port is 18789.",
    commands: [{ label: "Start the gateway", command: "openclaw gateway start" }, ...STATUS],
    actions: ["retry", "open-connect"],
  };
}

function certificate(facts: TroubleshootFacts): Observation | null {
  const { target } = facts;
  if (target?.scheme !== "wss") return null;
  return {
    id: "certificate",
    certainty: "guess",
    cost: 4,
    evidence: [
      "The address begins with wss://, and a browser does not tell pages about certificates that it does not trust.",
      ...probeEvidence(facts),
    ],
    title: "The certificate may not be trusted",
    cause: "A certificate that is self-signed, expired or for another name fails like a broken connection.",
    next: `Open https://${URL.parse(target.url)?.host ?? ""} in a new tab. If the browser warns of the certificate, use one that it trusts, such as Tailscale’s or Let’s Encrypt’s.`,
    commands: [TAILSCALE_SERVE],
    actions: ["retry"],
  };
}

function localNetwork({ page, target }: TroubleshootFacts): Observation | null {
  const isNear = target?.hostClass === "loopback" || target?.hostClass === "private";
  if (!isNear || target.isSameOrigin || page.scheme !== "https") return null;
  return {
    id: "local-network",
    certainty: "guess",
    cost: 5,
    evidence: [
      "The gateway is on this computer or in the local network, and this page was loaded over https.",
    ],
    title: "The browser may block the local network",
    cause:
      "Newer browsers ask before a page may connect to this computer or its local network, and remember a no.",
    next: "Open the site settings, left of the address, and allow access to the local network for this page.",
    actions: ["retry"],
  };
}

/** Clocks that differ, and whether that is why a signature was refused. */
export function clockProblem(facts: TroubleshootFacts): Observation | null {
  const evidence = clockEvidence(facts);
  const isRefused = failedAttempt(facts)?.failure.code === "DEVICE_AUTH_SIGNATURE_EXPIRED";
  if (evidence.length === 0 || (!isRefused && facts.phase !== "connected")) return null;
  return {
    id: "clock",
    severity: isRefused ? undefined : "warning",
    cost: 0,
    evidence,
    title: isRefused ? "The clocks are too far apart" : "The clocks differ",
    cause: isRefused
      ? "A signature carries the time, and the gateway takes only fresh ones."
      : "This page goes by the gateway’s clock and works all the same. Other programs on this computer may be refused with “device signature expired”.",
    next: "Have both computers set their clocks from the network, then try again.",
    commands: [{ label: "Is the clock set by the network? (Linux)", command: "timedatectl status" }],
    actions: isRefused ? ["retry"] : [],
  };
}
