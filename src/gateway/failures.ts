import {
  readConnectErrorDetailCode,
  readPairingConnectErrorDetails,
  type GatewayProtocolRequestError,
} from "@openclaw/gateway-client/browser";
import { StorageError } from "./database.ts";
import type { EndedBy } from "#domain/ending.ts";
import { z } from "#lib/zod.ts";

/** How far an attempt came, in the order of the handshake. */
export type AttemptPhase = "opening" | "opened" | "challenged" | "signed" | "connected";

/** What a gateway tells a client that is not approved yet. Absent fields are unknown (old gateways say less). */
export interface PairingNeed {
  readonly requestId?: string | undefined;
  readonly reason?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly requestedRole?: string | undefined;
  readonly requestedScopes?: readonly string[] | undefined;
  readonly approvedScopes?: readonly string[] | undefined;
}

/** Why an attempt failed or a session ended. Nothing in here is secret. */
export interface ConnectFailure {
  readonly atMs: number;
  /** How far the attempt had come. */
  readonly phase: AttemptPhase;
  readonly endedBy: EndedBy;
  /** `error.details.code`, the key to what is wrong; null where the gateway gave none or never answered. */
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

const reloadDetails = z.object({ reloadRequired: z.literal(true) });

/** The gateway takes us for an outdated copy of its own page (see decision 0004). */
export function asksForReload(failure: ConnectFailure): boolean {
  return failure.code === "CONTROL_UI_BUILD_MISMATCH" || reloadDetails.safeParse(failure.details).success;
}

/** What the refusal of `connect` says. */
export function failureOfRefusal(
  error: GatewayProtocolRequestError,
  phase: AttemptPhase,
  atMs: number,
): ConnectFailure {
  const code = readConnectErrorDetailCode(error.details);
  return {
    atMs,
    phase,
    endedBy: "refusal",
    // Some old refusals say "pairing required" in the outer code only.
    code: code ?? (error.gatewayCode === "NOT_PAIRED" ? "PAIRING_REQUIRED" : null),
    errorCode: error.gatewayCode,
    message: error.message,
    details: error.details,
    pairing: readPairingConnectErrorDetails(error.details),
    retryable: error.retryable,
    retryAfterMs: error.retryAfterMs ?? null,
    closeCode: null,
    closeReason: "",
  };
}

const NOTHING_SAID = {
  code: null,
  errorCode: null,
  message: "",
  details: undefined,
  pairing: null,
  retryAfterMs: null,
  closeCode: null,
  closeReason: "",
} as const;

/** What a socket says that was closed from the other side, where nothing else was said. */
export function failureOfClose(
  { code, reason }: { readonly code: number; readonly reason: string },
  phase: AttemptPhase,
  atMs: number,
): ConnectFailure {
  return {
    ...NOTHING_SAID,
    atMs,
    phase,
    endedBy: "closed",
    message: reason,
    retryable: true,
    closeCode: code,
    closeReason: reason,
  };
}

/** This page ended the attempt or the session itself: nothing in it is the gateway's word. */
export function failureOfGivingUp(endedBy: EndedBy, phase: AttemptPhase, atMs: number): ConnectFailure {
  return { ...NOTHING_SAID, atMs, phase, endedBy, retryable: endedBy !== "unreadable" };
}

/** Something in this page or browser stopped the attempt: storage or keys refused, an address not allowed. */
export function failureOfPage(error: Error, phase: AttemptPhase, atMs: number): ConnectFailure {
  const endedBy = error instanceof StorageError ? "storage" : "page";
  return { ...NOTHING_SAID, atMs, phase, endedBy, message: error.message, retryable: false };
}
