/** An open session, as the gateway's presence tells. Names and the like are the client's own word. */
export interface LiveSession {
  /** Absent for a client that signed in without a device. */
  readonly deviceId: string | undefined;
  readonly displayName: string | undefined;
  readonly clientId: string | undefined;
  readonly clientMode: string | undefined;
  readonly version: string | undefined;
  readonly platform: string | undefined;
  /** Absent for what is local, and on old gateways. */
  readonly address: string | undefined;
  readonly roles: readonly string[];
  /** The rights that it has now. */
  readonly scopes: readonly string[];
  /** When it began; the gateway's clock, ms since the epoch. */
  readonly sinceMs: number | undefined;
}
