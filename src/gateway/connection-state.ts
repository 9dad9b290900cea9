import type { Attempt, CredentialKind } from "./attempts.ts";
import type { ConnectFailure } from "./failures.ts";
import type { Hello } from "./messages.ts";

/** Where the connection stands. Times are ms since the epoch. */
export type ConnectionState =
  /** Nothing is tried. `gatewayUrl` is the gateway that was used last, if any. */
  | { readonly phase: "idle"; readonly gatewayUrl: string | null }
  | {
      readonly phase: "opening" | "authenticating";
      readonly gatewayUrl: string;
      /** The page was signed in before, and comes back. */
      readonly isReturn: boolean;
    }
  | {
      readonly phase: "connected";
      readonly gatewayUrl: string;
      readonly hello: Hello;
      readonly credential: CredentialKind;
    }
  | {
      readonly phase: "waiting";
      readonly gatewayUrl: string;
      readonly waitsFor: "gateway" | "approval";
      readonly failure: ConnectFailure;
      readonly retryAtMs: number;
      readonly isReturn: boolean;
    }
  | {
      readonly phase: "blocked";
      readonly gatewayUrl: string;
      readonly failure: ConnectFailure;
      /** The request of this browser ended before its time: somebody turned it down. */
      readonly isTurnedDown: boolean;
    };

/** Everything about the connection that a screen may show; replaced, never changed, when something happens. */
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
