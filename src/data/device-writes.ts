import type { Gateway } from "./gateway.ts";
import { readAfterWrite, useWrite, write } from "./writes.ts";
import type { DeviceToken, PairedDevice } from "#domain/device.ts";
import { Secret } from "#lib/secret.ts";
import { parseRotated, type DeviceList } from "#gateway/messages.ts";
import type { GatewaySession } from "#gateway/session.ts";
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
export async function rotateToken(
  gateway: Gateway,
  { target, before, scopes }: RotationWish,
): Promise<Rotation> {
  const { deviceId, role } = target;
  const session = gateway.requireSession("device.token.rotate");
  const written = await write(session, "device.token.rotate", { deviceId, role, ...(scopes && { scopes }) });
  const reply = written.kind === "done" ? parseRotated(written.reply) : null;
  if (!reply) return { kind: "unknown", now: tokenNow(await readAfterWrite(gateway), target, before) };
  const isOwn = isOwnToken(session, target);
  // Before anything else: new gateways end this session right after the reply.
  if (isOwn) await replaceOwnToken(session, reply);
  const hasToken = reply.token !== undefined;
  return {
    kind: "rotated",
    token: !hasToken ? "withheld" : isOwn ? "stored" : "shown",
    secret: hasToken && !isOwn ? new Secret(reply.token) : null,
    scopes: reply.scopes,
    rotatedAtMs: reply.rotatedAtMs ?? Date.now() + session.clockDifferenceMs,
  };
}

function isOwnToken(session: GatewaySession, { deviceId, role }: TokenTarget): boolean {
  return deviceId === session.deviceId && role === ROLE;
}

/** Keeps this browser's own new token. Those of other devices, which old gateways hand out, are dropped here. */
export async function afterRotation(
  session: GatewaySession,
  target: TokenTarget,
  reply: unknown,
): Promise<void> {
  if (isOwnToken(session, target)) await replaceOwnToken(session, parseRotated(reply) ?? { scopes: [] });
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
  session: GatewaySession,
  { token, scopes }: { readonly token?: string | undefined; readonly scopes: readonly string[] },
): Promise<void> {
  await session.replaceOwnToken(token === undefined ? null : { token, scopes }).catch(() => undefined);
}

/** Sends a write, and fetches the list. @throws GatewayRequestError */
async function writeAndRead(
  gateway: Gateway,
  method: string,
  params: Record<string, unknown>,
  onDone?: (session: GatewaySession) => Promise<void>,
): Promise<WriteResult> {
  const session = gateway.requireSession(method);
  const { kind } = await write(session, method, params);
  if (kind === "done") await onDone?.(session);
  return { isAnswered: kind === "done", list: await readAfterWrite(gateway) };
}

/** A device token that is worth nothing any more must not be offered at the next sign-in. */
export async function forgetIfOwn(session: GatewaySession, deviceId: string): Promise<void> {
  if (deviceId !== session.deviceId) return;
  await session.replaceOwnToken(null).catch(() => undefined);
}

/** Rotates a token, and fetches the list again. */
export function useRotateToken() {
  return useWrite(async (gateway, wish: RotationWish) => {
    const rotation = await rotateToken(gateway, wish);
    gateway.refetch();
    return rotation;
  });
}

/** Revokes a token. */
export function useRevokeToken() {
  return useWrite((gateway, target: TokenTarget) =>
    writeAndRead(gateway, "device.token.revoke", { ...target }, async (session) => {
      if (target.role === ROLE) await forgetIfOwn(session, target.deviceId);
    }),
  );
}

/** Removes a pairing. */
export function useRemoveDevice() {
  return useWrite((gateway, deviceId: string) =>
    writeAndRead(gateway, "device.pair.remove", { deviceId }, (session) => forgetIfOwn(session, deviceId)),
  );
}

/** Takes the node role from a device, with the approved commands; its other roles stay. */
export function useRemoveNodeRole() {
  return useWrite((gateway, deviceId: string) =>
    writeAndRead(gateway, "node.pair.remove", { nodeId: deviceId }),
  );
}

/** Renames a device. */
export function useRenameDevice() {
  return useWrite((gateway, target: { readonly deviceId: string; readonly label: string }) =>
    writeAndRead(gateway, "device.pair.rename", target),
  );
}

/** A device as a list has it. */
export function deviceIn(list: DeviceList | null, deviceId: string): PairedDevice | undefined {
  return list?.paired.find((device) => device.deviceId === deviceId);
}

/** The token of a role as a list has it. */
export function tokenIn(list: DeviceList | null, { deviceId, role }: TokenTarget): DeviceToken | undefined {
  return deviceIn(list, deviceId)?.tokens.find((token) => token.role === role);
}
