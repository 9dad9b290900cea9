import {
  readConnectErrorDetailCode,
  readPairingConnectErrorDetails,
  type GatewayProtocolRequestError,
} from "@openclaw/gateway-client/browser";
import { StorageError } from "./database.ts";
import type { AttemptPhase, ConnectFailure, EndedBy } from "#domain/connection/failure.ts";
import { z } from "#lib/zod.ts";

const reloadDetails = z.object({ reloadRequired: z.literal(true) });

/** The gateway takes us for an outdated copy of its own page (see decision 0004). */
export function asksForReload(failure: ConnectFailure): boolean {
  return failure.code === "CONTROL_UI_BUILD_MISMATCH" || reloadDetails.safeParse(failure.details).success;
}

/** From the gateway's refusal of `connect`. */
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

/** From the close of a socket that somebody else closed without saying more. */
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

/** For an attempt or a session that this page ended itself. */
export function failureOfGivingUp(endedBy: EndedBy, phase: AttemptPhase, atMs: number): ConnectFailure {
  return { ...NOTHING_SAID, atMs, phase, endedBy, retryable: endedBy !== "unreadable" };
}

/** For an attempt that failed in this page or browser: storage or keys refused, an address not allowed. */
export function failureOfPage(error: Error, phase: AttemptPhase, atMs: number): ConnectFailure {
  const endedBy = error instanceof StorageError ? "storage" : "page";
  return { ...NOTHING_SAID, atMs, phase, endedBy, message: error.message, retryable: false };
}

/** What is known about the end of an attempt or a session. */
interface End {
  readonly close: { readonly code: number; readonly reason: string };
  /** What the gateway answered to `connect`. */
  readonly refusal: GatewayProtocolRequestError | null;
  /** What went wrong in this page. */
  readonly pageError: Error | null;
  readonly endedBy: EndedBy;
}

/** Why it ended; the surest information wins. */
export function failureOfEnd(
  { close, refusal, pageError, endedBy }: End,
  phase: AttemptPhase,
  atMs: number,
): ConnectFailure {
  if (refusal) return failureOfRefusal(refusal, phase, atMs);
  if (pageError) return failureOfPage(pageError, phase, atMs);
  return endedBy === "closed" ? failureOfClose(close, phase, atMs) : failureOfGivingUp(endedBy, phase, atMs);
}
