/** What the tables of reasons have in common: their shape, and the commands that they advise. */

import { shellQuote } from "#lib/shell.ts";

import { devicesCommand } from "#domain/cli.ts";
import type { EndedBy } from "#domain/ending.ts";

/** A command to run on the gateway's host. */
export interface AdvisedCommand {
  readonly label: string;
  readonly command: string;
  /** Which generation of gateways it is for, where they differ; absent: all. */
  readonly for?: "old" | "new" | "both";
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

/** A failure in plain language. */
export interface Explanation {
  /** Stable: the gateway's code, or a name of ours such as `closed-1006`. */
  readonly id: string;
  /** The gateway's code as it came, or null where it gave none. */
  readonly code: string | null;
  /** What happened. */
  readonly title: string;
  /** Why. */
  readonly cause: string;
  /** What to do next. */
  readonly next: string;
  readonly commands?: readonly AdvisedCommand[];
  /** What this page can do about it where it is this browser that cannot get in, the cheapest first. */
  readonly actions?: readonly PageAction[];
  /** What a page that is signed in can do about it where it is another device. */
  readonly deviceActions?: readonly PageAction[];
  /** No retry can mend it: somebody must do something first. */
  readonly stops: boolean;
}

/** What is known about a failed sign-in or a lost session; `ConnectFailure` of the gateway layer fits. */
export interface FailureFacts {
  /** `error.details.code`. */
  readonly code: string | null;
  /** The outer code (`UNAVAILABLE`, …). */
  readonly errorCode?: string | null;
  readonly message: string;
  readonly details?: unknown;
  readonly closeCode?: number | null;
  readonly closeReason?: string;
  /** How far the attempt had come; absent for a failure that was pasted from elsewhere. */
  readonly phase?: "opening" | "opened" | "challenged" | "signed" | "connected";
  readonly retryAfterMs?: number | null;
  /** Absent for a failure that was pasted from elsewhere. */
  readonly endedBy?: EndedBy;
  readonly context?: {
    /** `location.origin` of this page. */
    readonly pageOrigin?: string;
    readonly gatewayUrl?: string;
    /** The kind of credential that was sent. */
    readonly credential?:
      | "none"
      | "shared-token"
      | "password"
      | "device-token"
      | "shared-and-device-token"
      | "bootstrap-token"
      | null;
    /** The device that could not sign in. */
    readonly deviceId?: string;
    /** This browser keeps a device token for the gateway; absent: not known. */
    readonly hasDeviceToken?: boolean;
    /** This browser has the gateway's token or password; absent: not known. */
    readonly hasShared?: boolean;
  };
}

/** An entry of a table; the code and the id are added by who looks it up. */
export type Advice = Omit<Explanation, "id" | "code">;

/** Advice, or how it follows from the facts. */
export type AdviceEntry = Advice | ((facts: FailureFacts) => Advice);

/** A string property of an unknown value. */
export function textOf(value: unknown, key: string): string | undefined {
  const found = propertyOf(value, key);
  return typeof found === "string" && found.trim() !== "" ? found.trim() : undefined;
}

/** A property of an unknown value. */
export function propertyOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(key) : undefined;
}

/** How to see the shared token; newer gateways print only a mask for the old command, and no command fits all. */
export const SHOW_TOKEN: readonly AdvisedCommand[] = [
  { label: "Show the token (newer gateways)", command: "openclaw gateway auth-token --show", for: "new" },
  { label: "Show the token (older gateways)", command: "openclaw config get gateway.auth.token", for: "old" },
  { label: "Where both fail: find the file that it is in", command: "openclaw config file", for: "both" },
];

/** Lists requests and devices. */
export const LIST: AdvisedCommand = {
  label: "See requests and devices",
  command: devicesCommand({ kind: "list" }),
};

/** Approves one request; without a known id, says where to put it. Never the latest unseen. */
export function approve(requestId: string | undefined): AdvisedCommand {
  return {
    label: "Approve the request",
    command: requestId
      ? devicesCommand({ kind: "approve", requestId })
      : "openclaw devices approve REQUEST_ID",
  };
}

/** Removes a device, so that it can ask again. */
export function remove(deviceId: string | undefined): AdvisedCommand {
  return {
    label: "Remove the device, so that it can ask again",
    command: deviceId ? devicesCommand({ kind: "remove", deviceId }) : "openclaw devices remove DEVICE_ID",
  };
}

/** Restarts the gateway. */
export const RESTART: AdvisedCommand = { label: "Restart the gateway", command: "openclaw gateway restart" };

/** Shows whether the gateway runs, and where it listens. */
export const STATUS: readonly AdvisedCommand[] = [
  { label: "Does the gateway run?", command: "openclaw gateway status" },
  { label: "What does it say?", command: "openclaw logs --follow" },
];

/**
 * Adds an entry to a list in the gateway's configuration. To set the list would take away what is in it, so it is read
 * first, and then its next place is written to. Gateways refuse N as it stands, and a place beyond the next one.
 */
export function addToList(label: string, path: string, value: string): readonly AdvisedCommand[] {
  return [
    { label: "See the list, and count its entries", command: `openclaw config get ${path}` },
    {
      label: `${label}; replace N by the number of entries (0 for none)`,
      command: `openclaw config set ${shellQuote(`${path}[N]`)} ${shellQuote(value)}`,
    },
  ];
}
