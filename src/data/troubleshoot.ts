import { useQuery } from "@tanstack/react-query";
import { useConnection, useConnectionSnapshot } from "./connection-context.ts";
import { targetFacts, type ProbeResult, type TroubleshootFacts } from "#domain/recovery/facts.ts";

const PROBE_TIMEOUT_MS = 4_000;

/**
 * Asks the gateway's address over HTTP whether anything answers there. A browser learns no more than that from
 * another origin, and it may not ask a plain address from an https page.
 */
async function probeHttp(gatewayUrl: string, pageScheme: string): Promise<ProbeResult> {
  const url = new URL(gatewayUrl.replace(/^ws/, "http"));
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (pageScheme === "https:" && url.protocol === "http:" && !isLoopback) return { kind: "not-possible" };
  try {
    await fetch(url, {
      mode: "no-cors",
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return { kind: "answered", status: null };
  } catch {
    return { kind: "no-answer" };
  }
}

/** What this browser has stored for the gateway in use: kinds, never values. Read anew after each attempt. */
function useStoredCredentials() {
  const connection = useConnection();
  const { state, attempts } = useConnectionSnapshot();
  return useQuery({
    queryKey: ["stored-credentials", state.gatewayUrl, state.phase, attempts.at(-1)?.id ?? 0],
    queryFn: () => connection.storedCredentials(),
    placeholderData: (before, query) => (query?.queryKey[1] === state.gatewayUrl ? before : undefined),
    gcTime: 0,
  }).data;
}

/** Whether anything answers over HTTP at `gatewayUrl`; asked only where the socket never opened. */
function useHttpProbe(gatewayUrl: string | null, isWanted: boolean, attemptId: number) {
  return useQuery({
    queryKey: ["http-probe", gatewayUrl, attemptId],
    queryFn: () => probeHttp(gatewayUrl ?? "", location.protocol),
    enabled: isWanted && gatewayUrl !== null,
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
  const { gatewayUrl } = state;
  const atTarget = attempts.filter((attempt) => attempt.gatewayUrl === gatewayUrl);
  // What the last probe found stands while the next attempt is under way.
  const failed = atTarget.findLast(({ failure }) => failure !== null);
  const wasNeverOpened = state.phase !== "connected" && failed?.failure?.phase === "opening";
  const probe = useHttpProbe(gatewayUrl, wasNeverOpened, failed?.id ?? 0);
  const session = state.phase === "connected" ? state.hello : null;
  return {
    page: {
      origin: location.origin,
      scheme: location.protocol.replace(":", ""),
      isSecureContext: window.isSecureContext,
      isOnline: navigator.onLine,
    },
    target: gatewayUrl === null ? null : targetFacts(gatewayUrl, location.origin),
    stored: {
      hasDeviceToken: stored?.deviceTokenScopes !== null && stored?.deviceTokenScopes !== undefined,
      ...(stored?.deviceTokenScopes && { deviceTokenScopes: stored.deviceTokenScopes }),
      hasSharedToken: stored?.hasSharedToken ?? false,
      hasPassword: stored?.hasPassword ?? false,
      hasIdentity: stored?.hasIdentity ?? false,
    },
    attempts,
    clockDifferenceMs: atTarget.at(-1)?.clockDifferenceMs === null ? null : clockDifferenceMs,
    session: session && {
      version: session.serverVersion ?? null,
      protocol: session.protocol,
      methods: session.methods,
      scopes: session.scopes,
      authMethod: session.authMethod ?? null,
    },
    phase: state.phase,
    isTurnedDown: state.phase === "blocked" && state.isTurnedDown,
    deviceId,
    probe: wasNeverOpened ? (probe ?? null) : null,
  };
}
