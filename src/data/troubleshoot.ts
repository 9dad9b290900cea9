import { useQuery } from "@tanstack/react-query";
import { useConnectionSnapshot } from "./connection-context.ts";
import { useGateway } from "./gateway.ts";
import type { StoredCredentials } from "#domain/connection/attempt.ts";
import {
  targetFacts,
  type ProbeResult,
  type TroubleshootFacts,
} from "#domain/recovery/troubleshoot-facts.ts";

const NOTHING_STORED: StoredCredentials = {
  hasIdentity: false,
  deviceTokenScopes: null,
  hasSharedToken: false,
  hasPassword: false,
};
const PROBE_TIMEOUT_MS = 4_000;

/**
 * Asks the gateway's address over HTTP whether anything answers there. A browser learns no more than that from
 * another origin, and it may not ask a plain address from an https page.
 */
async function probeHttp(gatewayUrl: string, pageScheme: string): Promise<ProbeResult> {
  const url = new URL(gatewayUrl.replace(/^ws/, "http"));
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (pageScheme === "https:" && url.protocol === "http:" && !isLoopback) return "not-possible";
  try {
    await fetch(url, {
      mode: "no-cors",
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return "answered";
  } catch {
    return "no-answer";
  }
}

/** What this browser has stored for the gateway in use: kinds, never values. Read anew after each attempt. */
function useStoredCredentials() {
  const { url, connection } = useGateway();
  const { state, attempts } = useConnectionSnapshot();
  return useQuery({
    queryKey: ["stored-credentials", url, state.phase, attempts.at(-1)?.id ?? 0],
    queryFn: () => connection.storedCredentials(),
    placeholderData: (before, query) => (query?.queryKey[1] === url ? before : undefined),
    gcTime: 0,
  }).data;
}

/** Whether anything answers over HTTP at `gatewayUrl`; asked only where the socket never opened. */
function useHttpProbe(gatewayUrl: string, isWanted: boolean, attemptId: number) {
  return useQuery({
    queryKey: ["http-probe", gatewayUrl, attemptId],
    queryFn: () => probeHttp(gatewayUrl, location.protocol),
    enabled: isWanted,
    placeholderData: (before, query) => (query?.queryKey[1] === gatewayUrl ? before : undefined),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  }).data;
}

/** Everything that the troubleshooter goes by; never a secret. */
export function useTroubleshootFacts(): TroubleshootFacts {
  const { state, attempts, clockDifferenceMs, deviceId } = useConnectionSnapshot();
  const stored = useStoredCredentials();
  const { url } = useGateway();
  // What the last probe found stands while the next attempt is under way.
  const failed = attempts.findLast(({ failure }) => failure !== null);
  const wasNeverOpened = state.phase !== "connected" && failed?.failure?.phase === "opening";
  const probe = useHttpProbe(url, wasNeverOpened, failed?.id ?? 0);
  return {
    page: {
      origin: location.origin,
      scheme: location.protocol.replace(":", ""),
      isSecureContext: window.isSecureContext,
      isOnline: navigator.onLine,
    },
    target: attempts.length === 0 ? null : targetFacts(url, location.origin),
    stored: stored ?? NOTHING_STORED,
    attempts,
    clockDifferenceMs: attempts.at(-1)?.clockDifferenceMs === null ? null : clockDifferenceMs,
    session: state.phase === "connected" ? state.hello : null,
    phase: state.phase,
    isTurnedDown: state.phase === "blocked" && state.isTurnedDown,
    deviceId,
    probe: wasNeverOpened ? (probe ?? null) : null,
  };
}
