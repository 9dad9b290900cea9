import type { CredentialKind } from "#domain/connection/attempt.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";

/** A command to run on the gateway's host. */
export interface AdvisedCommand {
  readonly label: string;
  readonly command: string;
}

/** What this page can do itself. */
export type PageAction =
  | "try-token"
  | "forget-device-token"
  | "forget-browser"
  | "retry"
  | "wait-for-approval"
  | "wait-out-rate-limit"
  | "rotate"
  | "remove"
  | "open-connect"
  | "open-device";

/** What happened, why, and what to do next. All text is safe to show. */
export interface Advice {
  readonly title: string;
  readonly cause: string;
  readonly next: string;
  readonly commands?: readonly AdvisedCommand[];
  /** What this page can do where this browser cannot get in, the cheapest first. */
  readonly actions?: readonly PageAction[];
  /** What a page that is signed in can do where it is another device. */
  readonly deviceActions?: readonly PageAction[];
  /** Absent: sure. */
  readonly certainty?: "sure" | "likely" | "guess" | undefined;
  /** Absent: blocking. */
  readonly severity?: "blocking" | "warning" | "info" | undefined;
}

export interface Explanation extends Advice {
  /** Stable, for links: the gateway's code, or a name of ours such as `closed-1006`. */
  readonly id: string;
  /** The gateway's code as it came, not safe to show; null where it gave none. */
  readonly code: string | null;
}

/** What is known about a failed sign-in or a lost session; of one that was pasted from elsewhere it is little. */
export interface FailureFacts extends Partial<ConnectFailure> {
  readonly code: ConnectFailure["code"];
  readonly message: string;
  readonly context?: {
    /** `location.origin` of this page. */
    readonly pageOrigin?: string;
    readonly gatewayUrl?: string;
    readonly credential?: CredentialKind | null;
    /** The device that could not sign in. */
    readonly deviceId?: string;
    /** This browser keeps a device token for the gateway; absent: not known. */
    readonly hasDeviceToken?: boolean;
    /** This browser has the gateway's token or password; absent: not known. */
    readonly hasShared?: boolean;
  };
}

/** An entry of the tables by code; the title may be left out where `titleOfCode` has one. */
export type CodeAdvice = Omit<Advice, "title"> & Partial<Pick<Advice, "title">>;

/** Advice on a code, or how it follows from the failure. */
export type CodeEntry = CodeAdvice | ((failure: FailureFacts) => CodeAdvice);

/** A property of `error.details`, which may be anything. */
export function detailOf(details: unknown, name: string): unknown {
  return typeof details === "object" && details !== null
    ? new Map(Object.entries(details)).get(name)
    : undefined;
}

/** A property of `error.details` that is a text. */
export function textOf(details: unknown, name: string): string | undefined {
  const found = detailOf(details, name);
  return typeof found === "string" ? found.trim() || undefined : undefined;
}
