import type { AttemptPhase, ConnectFailure } from "./failure.ts";

/** Which kind of credential an attempt carried; never its value. */
export type CredentialKind =
  "none" | "shared-token" | "password" | "device-token" | "shared-and-device-token" | "bootstrap-token";

/** What this browser could sign in to a gateway with: kinds, never values. */
export interface StoredCredentials {
  readonly hasIdentity: boolean;
  /** The scopes of the device token; null: there is none. */
  readonly deviceTokenScopes: readonly string[] | null;
  readonly hasSharedToken: boolean;
  readonly hasPassword: boolean;
}

/** What the page does after a failed attempt or a lost session. */
export type FollowUp =
  | "retry"
  | "retry-with-device-token"
  | "retry-with-shared-credentials"
  | "retry-as-development-build"
  | "retry-with-new-challenge"
  | "wait-for-approval"
  | "stop";

/** One frame of a handshake, reduced to field names and values without secrets. */
export interface HandshakeFrame {
  /** ms since the epoch, this browser's clock. */
  readonly atMs: number;
  readonly direction: "sent" | "received";
  readonly kind: "challenge" | "connect" | "hello" | "refusal" | "close";
  /** In the order of the frame; the values are cut. */
  readonly fields: readonly FrameField[];
}

export interface FrameField {
  readonly name: string;
  readonly value: string;
}

/** One attempt to sign in, as it happened. Holds no secret. Times are ms since the epoch, this browser's clock. */
export interface Attempt {
  readonly id: number;
  readonly gatewayUrl: string;
  readonly startedAtMs: number;
  readonly phases: readonly { readonly phase: AttemptPhase; readonly atMs: number }[];
  /** The frames of the handshake in their order, and the end of the socket. */
  readonly frames: readonly HandshakeFrame[];
  readonly credential: CredentialKind | null;
  /** The scopes that were asked for. */
  readonly scopes: readonly string[];
  /** The gateway's clock minus this browser's, read from the challenge. */
  readonly clockDifferenceMs: number | null;
  readonly failure: ConnectFailure | null;
  /** null until the attempt has failed and the page has decided. */
  readonly followUp: FollowUp | null;
}
