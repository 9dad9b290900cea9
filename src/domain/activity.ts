/**
 * The log of what this browser did and saw. An entry never holds a secret: every field is picked by hand.
 * Names, roles, scopes and addresses were written by devices: show them through safeText.
 */

import type { LoggedChange } from "./gateway-log/changes.ts";

/** What this browser asked the gateway to change. */
export type WriteAction =
  | "approve"
  | "reject"
  | "remove"
  | "rename"
  | "rotate"
  | "revoke"
  | "approve-commands"
  | "reject-commands"
  | "remove-node";

/** The writes that answer a request. */
export const ANSWERS: ReadonlySet<WriteAction> = new Set([
  "approve",
  "reject",
  "approve-commands",
  "reject-commands",
]);

/** `unknown`: it was sent, and no answer came. `not-sent` and `refused`: nothing was done. */
export type WriteOutcome = "done" | "refused" | "not-sent" | "unknown";

/** Somebody asked to be let in, or for more. */
export interface RequestSeen {
  readonly kind: "request-seen";
  readonly requestId: string;
  readonly deviceId: string;
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
  readonly platform?: string | undefined;
  readonly remoteIp?: string | undefined;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly isRepair: boolean;
}

/** A request ended, and not because this browser answered it. */
export interface RequestEnded {
  readonly kind: "request-ended";
  readonly requestId: string;
  readonly deviceId?: string | undefined;
  readonly name?: string | undefined;
  /** `gone`: no longer listed, for an unknown reason. Gateways also report `rejected` for a request that was replaced. */
  readonly how: "approved" | "rejected" | "gone";
  readonly by: Author;
}

/** A node asked for approval of its commands. */
export interface CommandsAsked {
  readonly kind: "commands-asked";
  readonly requestId: string;
  readonly deviceId: string;
  readonly name?: string | undefined;
  readonly commands: readonly string[];
}

/** Such a request ended, and not because this browser answered it; lists and events of gateways do not all say how. */
export interface CommandsEnded {
  readonly kind: "commands-ended";
  readonly requestId: string;
  readonly deviceId: string;
  readonly name?: string | undefined;
  readonly by: Author;
}

/** `unclear`: this browser had sent the same write and got no answer. */
export type Author = "elsewhere" | "unclear";

/** A write of this browser. `scopes` are those of a rotated token; absent means that the gateway chose. */
export interface Write {
  readonly kind: "write";
  readonly action: WriteAction;
  readonly outcome: WriteOutcome;
  readonly requestId?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly label?: string | undefined;
  /** The gateway's own words, where it refused. */
  readonly message?: string | undefined;
}

/** A device was added to the list or removed from it, and no write or event of this browser explains it. */
export interface DeviceChange {
  readonly kind: "device-appeared" | "device-vanished";
  readonly deviceId: string;
  readonly name?: string | undefined;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly by: Author;
  /** The gateway let it in without asking anybody (only new gateways say so). */
  readonly isSilent?: boolean | undefined;
}

/** What happened to the connection of one tab. */
export type ConnectionChange =
  | {
      readonly kind: "connected";
      readonly version?: string | undefined;
      readonly protocol: number;
      /** Which kind of credential was used; never its value. */
      readonly credential: string;
    }
  | {
      readonly kind: "connection-lost";
      readonly closeCode: number | null;
      readonly message?: string | undefined;
    }
  | {
      readonly kind: "connection-blocked";
      readonly code?: string | undefined;
      readonly message?: string | undefined;
      /** The request of this browser was turned down. */
      readonly isTurnedDown: boolean;
    }
  | { readonly kind: "approval-awaited"; readonly requestId?: string | undefined }
  | { readonly kind: "disconnected" };

export type ActivityFact =
  RequestSeen | RequestEnded | CommandsAsked | CommandsEnded | Write | DeviceChange | ConnectionChange;

/** One line of the log. `atMs` is this browser's clock, ms since the epoch. */
export type ActivityEntry = ActivityFact & { readonly atMs: number };

/** An entry as it is kept. `gateway` is the scope of the gateway's credentials. */
export type StoredActivity = ActivityEntry & { readonly id?: number; readonly gateway: string };

/** A change of a device that the gateway's log tells of; it does not say who made it. Read anew each time, never kept. */
export interface Logged {
  readonly kind: "logged";
  readonly what: LoggedChange["what"];
  readonly deviceId: string;
  readonly name?: string | undefined;
  readonly role?: string | undefined;
}

/** One line of what happened: of this browser's record, or of the gateway's log. */
export type HistoryEntry = ActivityEntry | (Logged & { readonly atMs: number });

/** How many entries are kept for one gateway; the oldest go first. */
export const KEPT_ENTRIES = 2_000;
