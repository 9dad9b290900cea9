import { GatewayProtocolRequestError } from "@openclaw/gateway-client/browser";

/**
 * Why a request has no result:
 * - `refused`: the gateway answered with an error; nothing was done.
 * - `not-sent`: there was no connection; nothing was done.
 * - `outcome-unknown`: it was sent and no answer came. A write may or may not have been carried out.
 */
export type RequestErrorKind = "refused" | "not-sent" | "outcome-unknown";

/** A request that failed. `message` is the gateway's own text when `kind` is `refused`. */
export class GatewayRequestError extends Error {
  readonly kind: RequestErrorKind;
  readonly method: string;
  readonly code: string | null;
  readonly details: unknown;

  constructor(method: string, kind: RequestErrorKind, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "GatewayRequestError";
    this.kind = kind;
    this.method = method;
    const refusal = cause instanceof GatewayProtocolRequestError ? cause : null;
    this.code = refusal?.gatewayCode ?? null;
    this.details = refusal?.details;
  }
}

/** The gateway refused: a retry gets the same answer, and after ten in a row the gateway closes the socket. */
export function isRefusal(error: unknown): error is GatewayRequestError {
  return error instanceof GatewayRequestError && error.kind === "refused";
}

/** A request that has ended. The answer is not part of it: it may hold a secret. */
export interface SettledRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Null when the gateway did what was asked. */
  readonly error: GatewayRequestError | null;
}

/** Converts the official client's errors: an answer of the gateway, or a transport that failed. */
export function toRequestError(method: string, error: unknown, wasSent: boolean): GatewayRequestError {
  if (error instanceof GatewayProtocolRequestError) return new GatewayRequestError(method, "refused", error);
  return new GatewayRequestError(method, wasSent ? "outcome-unknown" : "not-sent", error);
}
