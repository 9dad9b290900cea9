import { useQuery } from "@tanstack/react-query";
import { useConnection, useConnectionSnapshot } from "./connection-context.ts";

/** What answered at the gateway's address over HTTP, as far as a browser may know. */
export type HttpProbe = "answered" | "no-answer" | "not-possible";

const PROBE_TIMEOUT_MS = 4_000;

/**
 * Asks the gateway's address over HTTP whether anything answers there. A browser learns no more than that from
 * another origin, and it may not ask a plain address from an https page.
 */
export async function probeHttp(gatewayUrl: string, pageScheme: string): Promise<HttpProbe> {
  const url = new URL(gatewayUrl.replace(/^ws/, "http"));
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (pageScheme === "https:" && url.protocol === "http:" && !isLoopback) return "not-possible";
  try {
    await fetch(url, {
      mode: "no-cors",
      cache: "no-store",
      credentials: "omit",
      redirect: "manual",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return "answered";
  } catch {
    return "no-answer";
  }
}

/** What this browser has stored for the gateway in use: kinds, never values. Read anew after each attempt. */
export function useStoredCredentials() {
  const connection = useConnection();
  const { state, attempts } = useConnectionSnapshot();
  return useQuery({
    queryKey: ["stored-credentials", state.gatewayUrl, state.phase, attempts.at(-1)?.id ?? 0],
    queryFn: () => connection.storedCredentials(),
    placeholderData: (before) => before,
    gcTime: 0,
  }).data;
}

/** Whether anything answers over HTTP at `gatewayUrl`; asked only where the socket never opened. */
export function useHttpProbe(gatewayUrl: string | null, isWanted: boolean, attemptId: number) {
  return useQuery({
    queryKey: ["http-probe", gatewayUrl, attemptId],
    queryFn: () => probeHttp(gatewayUrl ?? "", location.protocol),
    enabled: isWanted && gatewayUrl !== null,
    placeholderData: (before) => before,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  }).data;
}
