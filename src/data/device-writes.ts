import { useQueryClient } from "@tanstack/react-query";
import { useConnection } from "./connection-context.ts";
import { deviceListOptions, showDeviceList } from "./device-list.ts";
import { readAfterWrite, write } from "./writes.ts";
import { useAction } from "./use-action.ts";
import type { DeviceToken, PairedDevice } from "#domain/device.ts";
import { Secret } from "#lib/secret.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import { parseRotated, type DeviceList } from "#gateway/messages.ts";
import { ROLE } from "#gateway/client-info.ts";

/** A write that was sent, and what the gateway held afterwards; `list` is null where it cannot be asked. */
export interface WriteResult {
  readonly isAnswered: boolean;
  readonly list: DeviceList | null;
}

/** The token of a role that is to be changed. */
export interface TokenTarget {
  readonly deviceId: string;
  readonly role: string;
}

interface RotationWish {
  readonly target: TokenTarget;
  /** The token as it was, to find out what happened if the answer is lost. */
  readonly before: DeviceToken | undefined;
  /** The scopes of the new token; undefined keeps those of the old one. */
  readonly scopes: readonly string[] | undefined;
}

/** What a rotation did. */
export type Rotation =
  | {
      readonly kind: "rotated";
      /** Who has the new token now: `shown`: this page, to show it once; `stored`: this browser, for itself. */
      readonly token: "shown" | "stored" | "withheld";
      readonly secret: Secret | null;
      readonly scopes: readonly string[];
      readonly rotatedAtMs: number;
    }
  /** The connection broke before the answer; `now` is what was read of the token afterwards, if it could be. */
  | { readonly kind: "unknown"; readonly now: "newer" | "same" | "gone" | "unreadable" };

/** Rotates a token. @throws GatewayRequestError when the gateway refuses, or nothing was sent */
async function rotateToken(
  connection: GatewayConnection,
  { target, before, scopes }: RotationWish,
): Promise<Rotation> {
  const { deviceId, role } = target;
  const written = await write(connection, "device.token.rotate", {
    deviceId,
    role,
    ...(scopes && { scopes }),
  });
  const reply = written.kind === "done" ? parseRotated(written.reply) : null;
  if (!reply) return { kind: "unknown", now: tokenNow(await readAfterWrite(connection), target, before) };
  const isOwn = deviceId === connection.getSnapshot().deviceId && role === ROLE;
  // Before anything else: new gateways end this session right after the reply.
  if (isOwn) await replaceOwnToken(connection, reply);
  const hasToken = reply.token !== undefined;
  return {
    kind: "rotated",
    token: !hasToken ? "withheld" : isOwn ? "stored" : "shown",
    secret: hasToken && !isOwn ? new Secret(reply.token) : null,
    scopes: reply.scopes,
    rotatedAtMs: reply.rotatedAtMs ?? Date.now(),
  };
}

type LaterToken = Extract<Rotation, { kind: "unknown" }>["now"];

/**
 * After a rotation whose answer was lost: what is so of the token now.
 * @param list null where the gateway could not be asked
 */
export function tokenNow(
  list: DeviceList | null,
  target: TokenTarget,
  before: DeviceToken | undefined,
): LaterToken {
  if (list === null) return "unreadable";
  const token = tokenIn(list, target);
  // Somebody else removed the device meanwhile, or its role: that is no rotation.
  if (token === undefined) return before === undefined ? "same" : "gone";
  return signOf(token) === signOf(before) ? "same" : "newer";
}

/** What changes of a token when it is rotated. */
function signOf(token: DeviceToken | undefined): string {
  return `${token?.createdAtMs} ${token?.rotatedAtMs}`;
}

/** A browser that refuses storage signs in with the shared token next time, as it always has. */
async function replaceOwnToken(
  connection: GatewayConnection,
  { token, scopes }: { readonly token?: string | undefined; readonly scopes: readonly string[] },
): Promise<void> {
  await connection.replaceOwnToken(token === undefined ? null : { token, scopes }).catch(() => undefined);
}

/** Revokes a token, reads again. @throws GatewayRequestError */
async function revokeToken(connection: GatewayConnection, target: TokenTarget): Promise<WriteResult> {
  const written = await write(connection, "device.token.revoke", { ...target });
  if (written.kind === "done" && target.role === ROLE) await forgetIfOwn(connection, target.deviceId);
  return { isAnswered: written.kind === "done", list: await readAfterWrite(connection) };
}

/** Removes a pairing, reads again. @throws GatewayRequestError */
async function removeDevice(connection: GatewayConnection, deviceId: string): Promise<WriteResult> {
  const written = await write(connection, "device.pair.remove", { deviceId });
  if (written.kind === "done") await forgetIfOwn(connection, deviceId);
  return { isAnswered: written.kind === "done", list: await readAfterWrite(connection) };
}

/** A device token that is worth nothing any more must not be offered at the next sign-in. */
export async function forgetIfOwn(connection: GatewayConnection, deviceId: string): Promise<void> {
  if (deviceId !== connection.getSnapshot().deviceId) return;
  await connection.replaceOwnToken(null).catch(() => undefined);
}

/** Renames a device, reads again. @throws GatewayRequestError */
async function renameDevice(
  connection: GatewayConnection,
  { deviceId, label }: { readonly deviceId: string; readonly label: string },
): Promise<WriteResult> {
  const written = await write(connection, "device.pair.rename", { deviceId, label });
  return { isAnswered: written.kind === "done", list: await readAfterWrite(connection) };
}

/** Rotates a token, and has the list read again. No mutation of the query client: its cache would keep the new token. */
export function useRotateToken(gatewayUrl: string) {
  const connection = useConnection();
  const queryClient = useQueryClient();
  return useAction(async (wish: RotationWish) => {
    try {
      return await rotateToken(connection, wish);
    } finally {
      void queryClient.invalidateQueries({ queryKey: deviceListOptions(connection, gatewayUrl).queryKey });
    }
  });
}

/** A write; the cached list becomes what was read after it. */
function useWrite<Target>(
  gatewayUrl: string,
  run: (connection: GatewayConnection, target: Target) => Promise<WriteResult>,
) {
  const connection = useConnection();
  const queryClient = useQueryClient();
  return useAction(async (target: Target) => {
    let list: DeviceList | null = null;
    try {
      const result = await run(connection, target);
      list = result.list;
      return result;
    } finally {
      showDeviceList(queryClient, deviceListOptions(connection, gatewayUrl), list);
    }
  });
}

export function useRevokeToken(gatewayUrl: string) {
  return useWrite(gatewayUrl, revokeToken);
}

export function useRemoveDevice(gatewayUrl: string) {
  return useWrite(gatewayUrl, removeDevice);
}

export function useRenameDevice(gatewayUrl: string) {
  return useWrite(gatewayUrl, renameDevice);
}

/** A device as a list has it. */
export function deviceIn(list: DeviceList | null, deviceId: string): PairedDevice | undefined {
  return list?.paired.find((device) => device.deviceId === deviceId);
}

/** The token of a role as a list has it. */
export function tokenIn(list: DeviceList | null, { deviceId, role }: TokenTarget): DeviceToken | undefined {
  return deviceIn(list, deviceId)?.tokens.find((token) => token.role === role);
}
