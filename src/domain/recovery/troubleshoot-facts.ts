/** The input of the troubleshooter. Kinds and times only, never a secret. Times are ms since the epoch. */

import type { Attempt, StoredCredentials } from "#domain/connection/attempt.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";
import type { ConnectionState, Hello } from "#domain/connection/state.ts";
import { hostClass, type HostClass } from "#domain/gateway-url.ts";

/** How this page was opened. */
interface PageFacts {
  /** `location.origin`; "null" for a file. */
  readonly origin: string;
  /** `location.protocol` without the colon: `https`, `http`, `file`. */
  readonly scheme: string;
  readonly isSecureContext: boolean;
  readonly isOnline: boolean;
}

/** The gateway that is to be reached. */
interface TargetFacts {
  readonly url: string;
  readonly scheme: "ws" | "wss";
  readonly hostClass: HostClass;
  /** It has this page's own host and port. */
  readonly isSameOrigin: boolean;
  /** `/` where there is none. */
  readonly path: string;
}

/**
 * What an HTTP request to the gateway's address found out. `answered`: something answered, and the browser does not
 * tell what. `not-possible`: the browser allows no such request.
 */
export type ProbeResult = "answered" | "no-answer" | "not-possible";

/** Everything that `findingsFor` looks at. */
export interface TroubleshootFacts {
  readonly page: PageFacts;
  readonly target: TargetFacts | null;
  /** What this browser keeps for the target. */
  readonly stored: StoredCredentials;
  /** Those at the target, newest last. */
  readonly attempts: readonly Attempt[];
  /** The gateway's clock minus this browser's; null until a challenge came. */
  readonly clockDifferenceMs: number | null;
  /** What the gateway's hello said; null while not signed in. */
  readonly session: Hello | null;
  readonly phase: ConnectionState["phase"];
  /** This browser's request ended before its time: somebody turned it down. */
  readonly isTurnedDown: boolean;
  /** This browser's device id; null until it was needed. */
  readonly deviceId: string | null;
  /** null: not probed. */
  readonly probe: ProbeResult | null;
}

/**
 * Reads the address of a gateway, as `parseGatewayUrl` gives it.
 * @param pageOrigin `location.origin`
 * @returns null for what is no `ws:` or `wss:` address
 */
export function targetFacts(url: string, pageOrigin: string): TargetFacts | null {
  const parsed = URL.parse(url);
  if (!parsed || !/^wss?:$/.test(parsed.protocol) || parsed.hostname === "") return null;
  const scheme = parsed.protocol === "wss:" ? "wss" : "ws";
  return {
    url,
    scheme,
    hostClass: hostClass(url),
    isSameOrigin: `${scheme === "wss" ? "https" : "http"}://${parsed.host}` === pageOrigin,
    path: parsed.pathname || "/",
  };
}

/** An attempt that failed. */
export type FailedAttempt = Attempt & { readonly failure: ConnectFailure };

/** The newest attempt that failed; null while connected, and when a person ended the session. */
export function failedAttempt(facts: TroubleshootFacts): FailedAttempt | null {
  if (facts.phase === "connected") return null;
  for (const attempt of facts.attempts.toReversed()) {
    const { failure } = attempt;
    if (failure) return { ...attempt, failure };
    // An attempt without an outcome is under way; one that got in was ended by a person.
    if (attempt.phases.some(({ phase }) => phase === "connected")) return null;
  }
  return null;
}
