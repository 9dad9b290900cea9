import { GatewayProtocolRequestError } from "@openclaw/gateway-client/browser";
import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { changeDoor } from "./door-change.ts";
import { testGateway, testSession } from "./test-support/test-gateway.ts";
import type { DoorChange } from "#domain/door/change.ts";
import { parseDoorFacts } from "#gateway/door-config.ts";

const CHANGE: DoorChange = { kind: "allow-origin", origin: "https://b.example" };

function configOf(allowedOrigins: readonly string[], beside: Readonly<Record<string, unknown>> = {}) {
  return { hash: allowedOrigins.join(), config: { gateway: { controlUi: { allowedOrigins } } }, ...beside };
}

function refuse(message: string): never {
  throw new GatewayProtocolRequestError({ code: "INVALID_REQUEST", message });
}

/** Makes the change on a gateway that answers like this. */
async function change(patch: () => unknown, later: unknown) {
  const { gateway, enter } = testGateway("ws://test", new QueryClient());
  const patches: Record<string, unknown>[] = [];
  enter(
    testSession({
      send: async (method, params, { onSent }) => {
        onSent();
        if (method !== "config.patch") return later;
        patches.push(params);
        return patch();
      },
    }),
  );
  const facts = parseDoorFacts(configOf(["https://a.example"]));
  return { outcome: await changeDoor(gateway, { change: CHANGE, facts }), patches };
}

const AFTER = ["https://a.example", "https://b.example"];

test("a change is sent once, with what it is bound to, and counts as done once it was read", async () => {
  const { outcome, patches } = await change(() => ({ ok: true }), configOf(AFTER));
  expect(outcome.kind).toBe("done");
  expect(patches).toEqual([
    {
      raw: JSON.stringify({ gateway: { controlUi: { allowedOrigins: AFTER } } }),
      baseHash: "https://a.example",
    },
  ]);
});

test("what was written and is not there, or not in effect, is told", async () => {
  expect((await change(() => ({ ok: true }), configOf(["https://a.example"]))).outcome.kind).toBe("not-so");
  const waiting = configOf(AFTER, { configRevisionHash: "2", appliedConfigHash: "1" });
  expect((await change(() => ({ ok: true }), waiting)).outcome.kind).toBe("not-applied");
  expect((await change(() => ({ ok: true }), "nonsense")).outcome.kind).toBe("unreadable");
});

test("a configuration that is another by now is read again, and nothing is written", async () => {
  const theirs = configOf(["https://a.example", "https://theirs.example"]);
  const { outcome, patches } = await change(
    () => refuse("config changed since last load; re-run config.get and retry"),
    theirs,
  );
  expect(outcome).toMatchObject({
    kind: "conflict",
    facts: { allowedOrigins: ["https://a.example", "https://theirs.example"] },
  });
  expect(patches).toHaveLength(1);
});

test("any other refusal is the person's to read", async () => {
  await expect(change(() => refuse("invalid config: gateway.controlUi"), configOf(AFTER))).rejects.toThrow(
    "invalid config",
  );
});

test("a gateway that ends the session after a change is asked on the next one", async () => {
  const { gateway, enter } = testGateway("ws://test", new QueryClient());
  const next = testSession({ send: async () => configOf(AFTER) });
  enter(
    testSession({
      send: async () => {
        setTimeout(() => enter(null));
        setTimeout(() => enter(next), 1);
        return { ok: true, restart: { delayMs: 2000 } };
      },
    }),
  );
  const facts = parseDoorFacts(configOf(["https://a.example"]));
  expect((await changeDoor(gateway, { change: CHANGE, facts })).kind).toBe("done");
});

test("a gateway that puts its restart off has the change written, and not in effect", async () => {
  vi.useFakeTimers();
  try {
    const made = change(() => ({ ok: true, restart: { delayMs: 2000 } }), configOf(AFTER));
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await made).outcome.kind).toBe("not-applied");
  } finally {
    vi.useRealTimers();
  }
});
