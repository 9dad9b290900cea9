import type { Refusal } from "#domain/gateway-log/refusal.ts";
import { addRefusals, type TurnedAwayClient } from "#domain/gateway-log/turned-away.ts";
import type { PairedDevice } from "#domain/device.ts";

export const ID = "a".repeat(64);
export const OTHER_ID = "b".repeat(64);
export const NOWHERE = new Map<string, string>();

export function refusal(
  change: Partial<Omit<Refusal, "client">> & { client?: Partial<Refusal["client"]> } = {},
): Refusal {
  const { client, ...rest } = change;
  return {
    atMs: 1_000_000,
    reason: "token_mismatch",
    code: "AUTH_TOKEN_MISMATCH",
    credential: "token",
    address: "203.0.113.9",
    isForwarded: true,
    proven: null,
    ...rest,
    client: {
      name: "Ann's phone",
      clientId: "openclaw-ios",
      mode: "ui",
      version: undefined,
      platform: undefined,
      origin: undefined,
      ...client,
    },
  };
}

export function device(change: Partial<PairedDevice> = {}): PairedDevice {
  return {
    deviceId: ID,
    displayName: "Ann's phone",
    clientId: "openclaw-ios",
    clientMode: "ui",
    remoteIp: "203.0.113.9",
    roles: ["operator"],
    scopes: [],
    tokens: [],
    ...change,
  };
}

export function rowOf(...refusals: readonly Refusal[]): TurnedAwayClient {
  const [row, ...others] = addRefusals(new Map(), refusals).values();
  if (!row || others.length > 0) throw new Error("Not one row");
  return row;
}
