import { useConnectionSnapshot } from "./connection-context.ts";
import type { ConnectionState, Hello } from "#domain/connection/state.ts";
import type { EffectFacts } from "#domain/effects.ts";

/** What this gateway said when it let the page in; null while the page is not signed in to this one. */
export function useHello(): Hello | null {
  const { state } = useConnectionSnapshot();
  return state.phase === "connected" ? state.hello : null;
}

/** What decides how a write ends a session, for a write about `deviceId`; null while not connected. */
export function useEffectFacts(deviceId: string): EffectFacts | null {
  const { state, deviceId: thisDeviceId } = useConnectionSnapshot();
  if (state.phase !== "connected") return null;
  const { protocol, methods } = state.hello;
  return { protocol, methods, authMethod: authMethodOf(state), isThisBrowser: deviceId === thisDeviceId };
}

/** Gateways of protocol 4 show a session by device token that is no administrator only its own device. */
export function seesOnlyItself(state: ConnectionState): boolean {
  if (state.phase !== "connected" || state.hello.scopes.includes("operator.admin")) return false;
  return state.hello.protocol >= 4 && authMethodOf(state) === "device-token";
}

/** New gateways say it; with the others it is what the page sent, unless that were two things at once. */
function authMethodOf({ hello, credential }: Extract<ConnectionState, { phase: "connected" }>) {
  if (hello.authMethod !== undefined) return hello.authMethod;
  return credential === "shared-and-device-token" ? undefined : credential;
}
