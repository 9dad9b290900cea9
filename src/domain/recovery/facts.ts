/** What the troubleshooter goes by. Kinds and times only: no fact holds a secret. Times are ms since the epoch. */

import type { EndedBy } from "#domain/ending.ts";
import { hostClass, type HostClass } from "#domain/gateway-url.ts";
import type { FailureFacts } from "./explanation.ts";

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
export interface TargetFacts {
  readonly url: string;
  readonly scheme: "ws" | "wss";
  /** `name`: a public name, behind which anything may be. */
  readonly hostClass: HostClass | "name";
  /** It has this page's own host and port. */
  readonly isSameOrigin: boolean;
  /** `/` where there is none. */
  readonly path: string;
}

/** What this browser keeps for the target. */
interface StoredFacts {
  readonly hasDeviceToken: boolean;
  readonly deviceTokenScopes?: readonly string[];
  readonly hasSharedToken: boolean;
  readonly hasPassword: boolean;
  /** It has a device key. */
  readonly hasIdentity: boolean;
}

/** Why an attempt failed; `ConnectFailure` of the gateway layer fits. */
export interface AttemptFailure extends Omit<FailureFacts, "context"> {
  readonly atMs: number;
  readonly phase: NonNullable<FailureFacts["phase"]>;
  readonly endedBy: EndedBy;
  readonly closeCode: number | null;
  readonly closeReason: string;
  readonly retryAfterMs: number | null;
}

/** One recorded try to sign in; `Attempt` of the gateway layer fits. */
export interface AttemptFacts {
  readonly gatewayUrl: string;
  readonly phases: readonly { readonly phase: AttemptFailure["phase"]; readonly atMs: number }[];
  readonly credential: (NonNullable<FailureFacts["context"]>["credential"] & string) | null;
  /** The scopes that were asked for. */
  readonly scopes: readonly string[];
  readonly failure: AttemptFailure | null;
  /** What the page did next by itself. */
  readonly followUp:
    | "retry"
    | "retry-with-device-token"
    | "retry-with-shared-credentials"
    | "retry-as-development-build"
    | "retry-with-new-challenge"
    | "wait-for-approval"
    | "stop"
    | null;
}

/** What the last hello of the gateway said. */
interface SessionFacts {
  readonly version: string | null;
  readonly protocol: number;
  readonly methods: readonly string[];
  /** The scopes that were granted. */
  readonly scopes: readonly string[];
  readonly authMethod: string | null;
}

/**
 * What an HTTP request to the gateway's address found out. `answered` without a status: something answered, and the
 * browser does not tell what. `not-possible`: the browser allows no such request.
 */
export type ProbeResult =
  | { readonly kind: "answered"; readonly status: number | null }
  | { readonly kind: "no-answer" | "not-possible" };

/** Everything that `findingsFor` looks at. */
export interface TroubleshootFacts {
  readonly page: PageFacts;
  readonly target: TargetFacts | null;
  readonly stored: StoredFacts;
  /** Newest last; those of other gateways are left out of account. */
  readonly attempts: readonly AttemptFacts[];
  /** The gateway's clock minus this browser's; null until a challenge came. */
  readonly clockDifferenceMs: number | null;
  readonly session: SessionFacts | null;
  /** Where the connection stands. */
  readonly phase: "idle" | "opening" | "authenticating" | "connected" | "waiting" | "blocked";
  /** This browser's request ended before its time: somebody turned it down. */
  readonly isTurnedDown: boolean;
  /** This browser's device id; null until it was needed. */
  readonly deviceId: string | null;
  /** null: not probed. */
  readonly probe: ProbeResult | null;
}

/**
 * Reads the address of a gateway, as `parseGatewayUrl` gives it.
 *
 * @param pageOrigin `location.origin`
 * @returns null for what is no `ws:` or `wss:` address
 */
export function targetFacts(url: string, pageOrigin: string): TargetFacts | null {
  const parsed = URL.parse(url);
  if (!parsed || !/^wss?:$/.test(parsed.protocol) || parsed.hostname === "") return null;
  const isIp = parsed.hostname.startsWith("[") || /^[\d.]+$/.test(parsed.hostname);
  const where = hostClass(url);
  const scheme = parsed.protocol === "wss:" ? "wss" : "ws";
  const origin = `${scheme === "wss" ? "https" : "http"}://${parsed.host}`;
  return {
    url,
    scheme,
    hostClass: where === "public" && !isIp ? "name" : where,
    isSameOrigin: origin === pageOrigin,
    path: parsed.pathname || "/",
  };
}

/** The attempts at the target. */
export function attemptsAtTarget({ attempts, target }: TroubleshootFacts): readonly AttemptFacts[] {
  return target ? attempts.filter(({ gatewayUrl }) => gatewayUrl === target.url) : attempts;
}

/** The newest attempt that failed; null while connected, and when a person ended the session. */
export function failedAttempt(
  facts: TroubleshootFacts,
): (AttemptFacts & { readonly failure: AttemptFailure }) | null {
  if (facts.phase === "connected") return null;
  for (const attempt of attemptsAtTarget(facts).toReversed()) {
    const { failure } = attempt;
    if (failure) return { ...attempt, failure };
    // An attempt without an outcome is under way; one that got in was ended by a person.
    if (attempt.phases.some(({ phase }) => phase === "connected")) return null;
  }
  return null;
}
