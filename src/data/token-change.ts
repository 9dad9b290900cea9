import { useQueryClient } from "@tanstack/react-query";
import { doorOptions, readDoor } from "./door.ts";
import { patchConfig, untilRestarted } from "./door-change.ts";
import { useGateway, type Gateway } from "./gateway.ts";
import { readLiveSessions } from "./live-sessions.ts";
import { useAction } from "./use-action.ts";
import { COME_BACK_MS } from "./writes.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import type { TypedCredentials } from "#gateway/credentials.ts";
import { Secret } from "#lib/secret.ts";

/** As long as those that `openclaw` makes. */
const TOKEN_BYTES = 32;
/** So few that the gateway does not lock this page out. */
const TRIES = 3;
const TRY_AGAIN_MS = 5_000;

/** What became of a change of the gateway's token. */
export type TokenChange =
  /** Somebody else has changed the configuration before: nothing was written. */
  | { readonly kind: "conflict"; readonly facts: DoorFacts }
  | {
      readonly kind: "sent";
      /** The new token, to be shown once. */
      readonly secret: Secret;
      /** The gateway's clock, in ms since the epoch. */
      readonly changedAtMs: number;
      /** The devices that were connected then, as far as the gateway says. */
      readonly connectedIds: ReadonlySet<string>;
      /** Whether the gateway has said that it is written. */
      readonly isConfirmed: boolean;
      /**
       * How this page fared with it. `refused`: the gateway goes by another token; `waits`: it has not restarted yet, and
       * goes by the old one until then.
       */
      readonly page: "signed-in" | "refused" | "not-back" | "waits";
    };

function makeToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Gives the gateway a new token, and signs this page in with it.
 * @throws GatewayRequestError when the gateway refuses, or nothing was sent: then the old token stands
 */
async function changeToken(gateway: Gateway, { hash }: DoorFacts): Promise<TokenChange> {
  const session = gateway.requireSession("config.patch");
  const { connection } = gateway;
  const { remembersToken } = connection;
  const token = makeToken();
  // Who is connected is only told afterwards: not to know it is no reason to stop.
  const sessions = await readLiveSessions(session).catch(() => []);
  const changedAtMs = Date.now() + session.clockDifferenceMs;
  const patched = await patchConfig(session, hash, { raw: JSON.stringify({ gateway: { auth: { token } } }) });
  if (patched.kind === "conflict") {
    return { kind: "conflict", facts: await readDoor(gateway) };
  }
  const sent = {
    kind: "sent",
    secret: new Secret(token),
    changedAtMs,
    connectedIds: new Set(sessions.flatMap(({ deviceId }) => deviceId ?? [])),
    isConfirmed: patched.kind === "written",
  } as const;
  // A gateway that restarts goes by the old token until then, and counts the new one as a wrong try.
  const mustRestart = patched.kind === "unknown" || patched.restarts;
  if (mustRestart && !(await untilRestarted(gateway, session))) return { ...sent, page: "waits" };
  // Where the answer was lost, nobody knows whether the gateway has restarted already.
  const tries = patched.kind === "unknown" ? TRIES : 1;
  return { ...sent, page: await signInWith(gateway, { token, remember: remembersToken }, tries) };
}

/** Signs this page in with the new token: at once, since its session is about to be closed, and it would try the old one. */
async function signInWith(
  gateway: Gateway,
  typed: TypedCredentials,
  tries: number,
): Promise<"signed-in" | "refused" | "not-back"> {
  const { connection } = gateway;
  gateway.connect(typed);
  // Without a sign-in the state says why.
  await gateway.untilSignedIn(COME_BACK_MS).catch(() => undefined);
  const { state } = connection.getSnapshot();
  // A device token goes along where the gateway has refused the other one.
  if (state.phase === "connected" && state.credential === "shared-token") return "signed-in";
  if (state.phase !== "connected" && state.phase !== "blocked") return "not-back";
  if (tries <= 1) return "refused";
  await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  return signInWith(gateway, typed, tries - 1);
}

/** A change of the gateway's token, as a click begins it. Its result holds a secret. */
export function useTokenChange() {
  const gateway = useGateway();
  const queryClient = useQueryClient();
  return useAction(async (facts: DoorFacts) => {
    const change = await changeToken(gateway, facts);
    if (change.kind === "conflict") queryClient.setQueryData(doorOptions(gateway).queryKey, change.facts);
    else void queryClient.invalidateQueries({ queryKey: doorOptions(gateway).queryKey });
    return change;
  });
}
