import { WebSocket } from "ws";
import { decodeMessage } from "../sandbox/socket.ts";

const CHALLENGE_TIMEOUT_MS = 3_000;

function isChallenge(data: string): boolean {
  try {
    const frame: unknown = JSON.parse(data);
    return (
      typeof frame === "object" && frame !== null && "event" in frame && frame.event === "connect.challenge"
    );
  } catch {
    return false;
  }
}

/** Whether a gateway answers there. Resolves with `null`, or with what happened instead. */
export function probeGateway(url: string, timeoutMs = CHALLENGE_TIMEOUT_MS): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { followRedirects: false });
    const settle = (problem: string | null) => {
      clearTimeout(timer);
      resolve(problem);
      socket.terminate();
    };
    const timer = setTimeout(() => settle(`said nothing within ${timeoutMs / 1000} s`), timeoutMs);
    socket.on("message", (data) => {
      settle(isChallenge(decodeMessage(data)) ? null : "is no OpenClaw gateway");
    });
    socket.on("close", (code) => settle(`closed the connection (${code})`));
    socket.on("error", (error) => {
      const code = "code" in error && typeof error.code === "string" ? error.code : "";
      settle(code === "ECONNREFUSED" ? "is not listening" : `cannot be reached (${error.message || code})`);
    });
  });
}
