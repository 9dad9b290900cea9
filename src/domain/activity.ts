/**
 * What this browser did and saw, as plain facts to keep. An entry never holds a secret: every field is picked by hand.
 * Names, roles, scopes and addresses were written by devices: show them through safeText.
 */

/** What this browser asked the gateway to change. */
export type WriteAction = "approve" | "reject" | "remove" | "rename" | "rotate" | "revoke";

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

/** A request came to its end, not by an answer of the gateway to this browser. */
export interface RequestEnded {
  readonly kind: "request-ended";
  readonly requestId: string;
  readonly deviceId?: string | undefined;
  readonly name?: string | undefined;
  /** `gone`: it is no longer listed, and nobody said why. `rejected` is also said of a request that was replaced. */
  readonly how: "approved" | "rejected" | "gone";
  readonly by: Author;
}

/** `unclear`: this browser had sent the same and lost the answer. */
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

/** A device is in the list, or is no longer, and this browser neither did it nor heard of it. */
export interface DeviceChange {
  readonly kind: "device-appeared" | "device-vanished";
  readonly deviceId: string;
  readonly name?: string | undefined;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly by: Author;
  /** The gateway let it in without asking anybody (new gateways only say so). */
  readonly isSilent?: boolean | undefined;
}

/** How the connection of one tab went. */
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

/** What happened, without its time. */
export type ActivityFact = RequestSeen | RequestEnded | Write | DeviceChange | ConnectionChange;

/** One line of the record. `atMs` is this browser's clock, ms since the epoch. */
export type ActivityEntry = ActivityFact & { readonly atMs: number };

/** An entry as it is kept. `gateway` is the gateway's address as far as credentials go. */
export type StoredActivity = ActivityEntry & { readonly id?: number; readonly gateway: string };

/** How many entries are kept for one gateway; the oldest go first. */
export const KEPT_ENTRIES = 2_000;
