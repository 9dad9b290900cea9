/** How far an attempt to sign in came, in the order of the handshake. */
export type AttemptPhase = "opening" | "opened" | "challenged" | "signed" | "connected";

/**
 * Who ended an attempt or a session, and why; set where it happens.
 * - `refusal`: the gateway answered the sign-in with an error.
 * - `closed`: the gateway, a proxy or the network closed the socket.
 * - `storage`, `page`: this browser refused its storage, its keys or the address.
 * - the rest: this page gave up.
 */
export type EndedBy =
  | "refusal"
  | "closed"
  | "not-opened"
  | "no-challenge"
  | "no-answer"
  | "unreadable"
  | "silence"
  | "storage"
  | "page";

/** What a gateway tells a client that is not approved yet. Absent fields are unknown (old gateways say less). */
export interface PairingNeed {
  readonly requestId?: string | undefined;
  readonly reason?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly requestedRole?: string | undefined;
  readonly requestedScopes?: readonly string[] | undefined;
  readonly approvedScopes?: readonly string[] | undefined;
}

/** Why an attempt failed or a session ended. Holds no secret. */
export interface ConnectFailure {
  /** ms since the epoch, this browser's clock. */
  readonly atMs: number;
  /** How far the attempt had come. */
  readonly phase: AttemptPhase;
  readonly endedBy: EndedBy;
  /** `error.details.code`; null where the gateway gave none or never answered. */
  readonly code: string | null;
  /** The outer error code (`UNAVAILABLE`, `NOT_PAIRED`, `INVALID_REQUEST`, …). */
  readonly errorCode: string | null;
  readonly message: string;
  readonly details: unknown;
  readonly pairing: PairingNeed | null;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly closeCode: number | null;
  readonly closeReason: string;
}

const GAVE_UP: ReadonlyMap<EndedBy, string> = new Map([
  ["not-opened", "This page gave up: the connection did not open within 10 seconds."],
  ["no-challenge", "This page gave up: the connection opened, but no challenge came within 10 seconds."],
  ["no-answer", "This page gave up: no answer to the sign-in came within 14 seconds."],
  ["unreadable", "This page gave up: it could not read what came."],
  ["silence", "This page gave up: nothing came for twice the gateway’s tick interval."],
]);

/** Why this page gave up; null where somebody else ended it, whose words the failure has. */
export function pageEnding(endedBy: EndedBy): string | null {
  return GAVE_UP.get(endedBy) ?? null;
}

/** Whether this browser refused: the failure then has the browser's words, not the gateway's. */
export function isOfBrowser(endedBy: EndedBy): boolean {
  return endedBy === "storage" || endedBy === "page";
}
