import type { Attempt, CredentialKind } from "./attempt.ts";
import type { ConnectFailure } from "./failure.ts";

/** What the gateway said when it let us in. */
export interface Hello {
  readonly protocol: number;
  readonly serverVersion: string | undefined;
  readonly methods: readonly string[];
  readonly role: string | undefined;
  /** How the gateway says that it let us in: `token`, `device-token`, … (new gateways only). */
  readonly authMethod: string | undefined;
  /** How one signs in at this gateway: `token`, `password`, … */
  readonly authMode?: string | undefined;
  /** Granted scopes; may be fewer than were asked for. */
  readonly scopes: readonly string[];
  readonly tickIntervalMs: number;
  /** Device ids that were online at sign-in; null when the snapshot holds none. */
  readonly online: ReadonlySet<string> | null;
}

/** Where the connection stands. Times are ms since the epoch. */
export type ConnectionState =
  /** `wasTried`: a person has disconnected it. */
  | { readonly phase: "idle"; readonly wasTried: boolean }
  | {
      readonly phase: "opening" | "authenticating";
      /** The page was signed in before, and reconnects. */
      readonly isReturn: boolean;
    }
  | {
      readonly phase: "connected";
      readonly hello: Hello;
      readonly credential: CredentialKind;
    }
  | {
      readonly phase: "waiting";
      readonly waitsFor: "gateway" | "approval";
      readonly failure: ConnectFailure;
      readonly retryAtMs: number;
      readonly isReturn: boolean;
    }
  | {
      readonly phase: "blocked";
      readonly failure: ConnectFailure;
      /** The request of this browser ended before its time: somebody turned it down. */
      readonly isTurnedDown: boolean;
    };

/** What screens show of the connection. Immutable: each change makes a new one. */
export interface ConnectionSnapshot {
  readonly state: ConnectionState;
  readonly attempts: readonly Attempt[];
  /** Frames and events of this page's life that could not be read. */
  readonly unreadableFrames: number;
  /** The gateway's clock minus this browser's, in ms; 0 until a challenge came. */
  readonly clockDifferenceMs: number;
  /** This browser's device id; null until it was needed. */
  readonly deviceId: string | null;
}
