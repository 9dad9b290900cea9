import { useQueryClient } from "@tanstack/react-query";
import { doorOptions, readDoor } from "./door.ts";
import { useGateway, type Gateway } from "./gateway.ts";
import { useAction } from "./use-action.ts";
import { COME_BACK_MS, readBack, write } from "./writes.ts";
import { patchOf, planOf, type DoorChange } from "#domain/door/change.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { isRefusal } from "#gateway/requests.ts";
import type { GatewaySession } from "#gateway/session.ts";
import { z } from "#lib/zod.ts";

interface DoorWish {
  readonly change: DoorChange;
  /** What was shown: the change is bound to it. */
  readonly facts: DoorFacts;
}

/** What became of a change; `facts` were read afterwards. */
export type DoorOutcome =
  | { readonly kind: "done"; readonly facts: DoorFacts }
  /** Written, but the running gateway does not go by it yet. */
  | { readonly kind: "not-applied"; readonly facts: DoorFacts }
  /** Somebody else has changed the configuration before: nothing was written. */
  | { readonly kind: "conflict"; readonly facts: DoorFacts }
  /** It is not so, although the gateway has not refused it. */
  | { readonly kind: "not-so"; readonly facts: DoorFacts }
  | { readonly kind: "unreadable" };

/** What became of a patch. `restarts`: the gateway says that it restarts because of it. */
type Patched =
  | { readonly kind: "written"; readonly restarts: boolean }
  | { readonly kind: "conflict" }
  | { readonly kind: "unknown" };

const patchReply = z.object({ restart: z.nullish(z.unknown()) });

/**
 * Sends a `config.patch`, once, bound to the configuration that was read.
 * @throws GatewayRequestError when the gateway refuses for another reason than a conflict, or nothing was sent
 */
export async function patchConfig(
  session: GatewaySession,
  hash: string | undefined,
  params: Readonly<Record<string, unknown>>,
): Promise<Patched> {
  try {
    const written = await write(session, "config.patch", {
      ...params,
      ...(hash !== undefined && { baseHash: hash }),
    });
    if (written.kind === "unknown") return written;
    const restart = patchReply.safeParse(written.reply).data?.restart;
    return { kind: "written", restarts: restart !== undefined && restart !== null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // New gateways refuse what they have written, where it waits for a restart.
    if (error.message.includes("persisted")) return { kind: "unknown" };
    if (/config changed since|config base hash|re-run config\.get/.test(error.message))
      return { kind: "conflict" };
    throw error;
  }
}

/** Makes a change, and reads what is so then. @throws GatewayRequestError when the gateway refuses, or nothing was sent */
export async function changeDoor(gateway: Gateway, { change, facts }: DoorWish): Promise<DoorOutcome> {
  const session = gateway.requireSession("config.patch");
  const plan = planOf(change, facts);
  let isInEffect = true;
  if (plan !== null) {
    const patched = await patchConfig(session, facts.hash, patchOf(plan, session.hello.protocol));
    if (patched.kind === "conflict") {
      const now = await readBack(gateway, () => readDoor(gateway));
      return now === null ? { kind: "unreadable" } : { kind: "conflict", facts: now };
    }
    if (patched.kind === "unknown" || patched.restarts) isInEffect = await untilRestarted(gateway, session);
  }
  const now = await readBack(gateway, () => readDoor(gateway));
  if (now === null) return { kind: "unreadable" };
  if (planOf(change, now) !== null) return { kind: "not-so", facts: now };
  isInEffect &&= now.isApplied !== false;
  return { kind: isInEffect ? "done" : "not-applied", facts: now };
}

/**
 * Waits until the gateway ends this session, as it does when it restarts. It may put that off, until what its agents do
 * is done or, by its configuration, for ever.
 * @returns whether it has
 */
export function untilRestarted({ connection }: Gateway, session: GatewaySession): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (hasEnded: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(hasEnded);
    };
    const check = () => {
      if (connection.session !== session) settle(true);
    };
    const timer = setTimeout(() => settle(false), COME_BACK_MS);
    const stop = connection.subscribe(check);
    check();
  });
}

/** A change of the door, as a click begins it. What was read afterwards is on the page then. */
export function useDoorChange() {
  const gateway = useGateway();
  const queryClient = useQueryClient();
  return useAction(async (wish: DoorWish) => {
    const outcome = await changeDoor(gateway, wish);
    if (outcome.kind !== "unreadable") {
      queryClient.setQueryData(doorOptions(gateway).queryKey, outcome.facts);
    }
    return outcome;
  });
}
