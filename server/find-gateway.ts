import { WebSocket } from "ws";
import { decodeMessage } from "../sandbox/socket.ts";
import { parseGatewayUrl } from "./arguments.ts";

/** Where a gateway listens if nobody has said otherwise. */
const DEFAULT_GATEWAY_URL = "ws://127.0.0.1:18789";

const CHALLENGE_TIMEOUT_MS = 3_000;

export interface GatewayCandidate {
  url: string;
  /** Who named it, for messages. */
  source: "--gateway" | "OPENCLAW_GATEWAY_URL" | "default address";
}

/** The one address to try: the flag's, else the environment's, else the usual one. Throws `UsageError`. */
export function chooseCandidate(flag: string | null, env: NodeJS.ProcessEnv): GatewayCandidate {
  if (flag !== null) return { url: flag, source: "--gateway" };
  const fromEnv = env["OPENCLAW_GATEWAY_URL"];
  if (fromEnv !== undefined && fromEnv !== "")
    return { url: parseGatewayUrl(fromEnv, "OPENCLAW_GATEWAY_URL"), source: "OPENCLAW_GATEWAY_URL" };
  return { url: DEFAULT_GATEWAY_URL, source: "default address" };
}

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
