import type { ConnectionState } from "./state.ts";

/** How the connection stands, in the words that the UI contract promises. */
export function connectionWord(state: ConnectionState): string {
  switch (state.phase) {
    case "idle":
      return state.wasTried ? "Disconnected" : "Sign-in needed";
    case "opening":
    case "authenticating":
      return state.isReturn ? "Reconnecting" : "Connecting";
    case "connected":
      return "Connected";
    case "waiting":
      if (state.waitsFor === "approval") return "Waiting for approval";
      return state.isReturn ? "Reconnecting" : "Connecting";
    case "blocked":
      return isSignInMatter(state.failure.code) ? "Sign-in needed" : "Disconnected";
  }
}

function isSignInMatter(code: string | null): boolean {
  return code !== null && (code.startsWith("AUTH_") || code === "PAIRING_REQUIRED");
}

/** How much the connection's state asks for attention. */
export function connectionTone(state: ConnectionState): "good" | "warn" | "danger" {
  if (state.phase === "connected") return "good";
  return state.phase === "blocked" && !isSignInMatter(state.failure.code) ? "danger" : "warn";
}
