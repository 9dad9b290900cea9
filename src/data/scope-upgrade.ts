import { useState } from "react";
import { useConnection } from "./connection-context.ts";
import { readDeviceList } from "./device-feed.ts";
import { useAction } from "./use-action.ts";
import { coversScope } from "#domain/scopes.ts";
import { REQUESTED_SCOPES } from "#gateway/client-info.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import { parseUpgradeRequest, parseUpgradeResult } from "#gateway/messages.ts";
import type { GatewaySession } from "#gateway/session.ts";

/** What became of the wish for more scopes; `signing-in`: it is asked for at the sign-in that now begins. */
export type UpgradeEnding = "approved" | "rejected" | "expired" | "needs-token" | "signing-in";

/**
 * Asks for every scope that this page can use. New gateways let a live session ask, and hand it its new device token
 * once somebody approved; with the others the page signs in anew and asks for more there. So it does where the scopes
 * are approved and only the token has fewer: an approval would not change that token (2026.9.6).
 * @param onWaiting gets the id of the request that somebody has to approve
 * @throws GatewayRequestError when the gateway refuses to be asked
 */
async function upgrade(
  connection: GatewayConnection,
  session: GatewaySession,
  onWaiting: (requestId: string) => void,
): Promise<UpgradeEnding> {
  const { methods, scopes: current } = session.hello;
  const hasLiveUpgrade = LIVE_UPGRADE.every((method) => methods.includes(method));
  if (!hasLiveUpgrade || (await isApprovedForAll(session)))
    return connection.reconnectWithAllScopes() ? "signing-in" : "needs-token";
  const scopes = [...new Set([...REQUESTED_SCOPES, ...current])];
  const requestId = parseUpgradeRequest(await session.request("device.scopes.requestUpgrade", { scopes }));
  if (requestId === null) throw new Error("The gateway’s answer could not be read");
  onWaiting(requestId);
  // The gateway answers when somebody has decided, or the request has ended.
  const wait = session.request("device.scopes.waitUpgrade", { requestId }, { timeoutMs: null });
  const result = parseUpgradeResult(await wait);
  if (result?.status === "rejected" || result?.status === "expired") return result.status;
  if (result?.status !== "approved" || result.deviceToken === undefined)
    throw new Error("The gateway’s answer could not be read");
  await session.replaceOwnToken({ token: result.deviceToken, scopes: result.scopes });
  // The session keeps the scopes that it was opened with.
  connection.retry();
  return "approved";
}

const LIVE_UPGRADE = ["device.scopes.requestUpgrade", "device.scopes.waitUpgrade"];

/** Reads it: right after a sign-in, the list on the screen may still be the one of the session before. */
async function isApprovedForAll(session: GatewaySession): Promise<boolean> {
  const { paired } = await readDeviceList(session);
  const approved = paired.find(({ deviceId }) => deviceId === session.deviceId)?.scopes ?? [];
  return REQUESTED_SCOPES.every((scope) => coversScope(approved, scope));
}

/** Asking for more scopes than this session has. */
export function useScopeUpgrade() {
  const connection = useConnection();
  const [requestId, setRequestId] = useState<string | null>(null);
  const { run, isRunning, result, error } = useAction(async (session: GatewaySession) => {
    setRequestId(null);
    return upgrade(connection, session, setRequestId);
  });
  return {
    ask: () => void (connection.session && run(connection.session)),
    isRunning,
    /** The request that waits for somebody's approval. */
    waitingId: isRunning ? requestId : null,
    ending: result,
    error,
  };
}
