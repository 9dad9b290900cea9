import { type ConnectFailure, pageEnding } from "#domain/connection/failure.ts";
import type { ConnectionState } from "#domain/connection/state.ts";
import type { ConnectionChange } from "#domain/activity.ts";
import { messageToKeep, wordToKeep } from "#domain/activity-entries.ts";
import type { GatewayConnection } from "#gateway/connection.ts";

/**
 * Tells `note` of each change of the connection that is worth keeping: not of each attempt.
 * @returns the way to stop
 */
export function watchConnection(
  connection: GatewayConnection,
  note: (change: ConnectionChange, atMs?: number) => void,
): () => void {
  let before: ConnectionState = { phase: "idle", wasTried: false };
  let lostAttemptId = 0;
  let awaited: string | null = null;

  const onChange = () => {
    const { state, attempts } = connection.getSnapshot();
    const last = attempts.at(-1);
    if (last?.failure && last.phases.at(-1)?.phase === "connected" && last.id !== lostAttemptId) {
      lostAttemptId = last.id;
      note(lostBy(last.failure), last.failure.atMs);
    }
    if (state === before) return;
    const previous = before;
    before = state;
    const isQuiet =
      state.phase === "waiting" || state.phase === "opening" || state.phase === "authenticating";
    if (!isQuiet) awaited = null;
    switch (state.phase) {
      case "idle":
        if (previous.phase !== "idle") note({ kind: "disconnected" });
        break;
      case "connected":
        note({
          kind: "connected",
          version: wordToKeep(state.hello.serverVersion),
          protocol: state.hello.protocol,
          credential: state.credential,
        });
        break;
      case "blocked":
        note(blockedBy(state.failure, state.isTurnedDown), state.failure.atMs);
        break;
      case "waiting": {
        if (state.waitsFor !== "approval") break;
        const requestId = wordToKeep(state.failure.pairing?.requestId);
        // The page asks again every few seconds.
        if (awaited === (requestId ?? "")) break;
        awaited = requestId ?? "";
        note({ kind: "approval-awaited", requestId });
        break;
      }
      case "opening":
      case "authenticating":
        break;
    }
  };

  const guardedOnChange = () => {
    try {
      onChange();
    } catch (error) {
      reportError(error);
    }
  };
  // The connection is opened before the rest of the page is there.
  guardedOnChange();
  return connection.subscribe(guardedOnChange);
}

function lostBy({ closeCode, closeReason, endedBy }: ConnectFailure): ConnectionChange {
  return { kind: "connection-lost", closeCode, message: messageToKeep(pageEnding(endedBy) ?? closeReason) };
}

function blockedBy(failure: ConnectFailure, isTurnedDown: boolean): ConnectionChange {
  const { code, errorCode, message, pairing } = failure;
  return {
    kind: "connection-blocked",
    code: wordToKeep(code ?? errorCode ?? undefined),
    message: messageToKeep(message, [pairing?.requestId, pairing?.deviceId]),
    isTurnedDown,
  };
}
