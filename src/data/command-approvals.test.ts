import { describe, expect, it, vi } from "vitest";
import { commandApprovalsOptions, keepCommandApprovals } from "./command-approvals.ts";
import { createQueryClient } from "./query-client.ts";
import { GatewayConnection } from "#gateway/connection.ts";
import type { CredentialVault } from "#gateway/credentials.ts";
import { readEvent, type GatewayEvent } from "#gateway/events.ts";
import { parseHello } from "#gateway/messages.ts";
import { GatewaySession } from "#gateway/session.ts";

const GATEWAY = "ws://nas:18789";
const OTHER = "ws://other:18789";
const NEW = ["exec.approval.list", "plugin.approval.list", "openclaw.approval.list"];

function unused(): never {
  throw new Error("No connection is opened");
}

/** A request as gateways send it. */
function wire(id: string, expiresAtMs = 2) {
  return { id, request: { command: `run ${id}` }, createdAtMs: 1, expiresAtMs };
}

/** A connection that says what the test has it say, and the cache that it feeds. */
function setUp() {
  const connection = new GatewayConnection({
    openDatabase: unused,
    loadIdentity: unused,
    isTrustedEndpoint: unused,
    isPageVisible: unused,
    get vault(): CredentialVault {
      return unused();
    },
  });
  let session: GatewaySession | null = null;
  let hear: (event: GatewayEvent) => void = unused;
  let notice: () => void = unused;
  vi.spyOn(connection, "session", "get").mockImplementation(() => session);
  vi.spyOn(connection, "onEvent").mockImplementation((listener) => ((hear = listener), () => undefined));
  vi.spyOn(connection, "subscribe").mockImplementation((listener) => ((notice = listener), () => undefined));
  const lists: Record<string, unknown> = {};
  const asked = vi.fn<(method: string) => Promise<unknown>>((method) => Promise.resolve(lists[method] ?? []));
  const queryClient = createQueryClient();
  keepCommandApprovals(connection, queryClient);
  const become = async (next: GatewaySession | null) => {
    session = next;
    notice();
    await vi.waitFor(() => Promise.all(asked.mock.results.map(({ value }): unknown => value)));
  };
  return {
    asked,
    lists,
    signIn: (gatewayUrl: string, methods: readonly string[]) =>
      become(
        new GatewaySession({
          gatewayUrl,
          hello: parseHello({
            protocol: 4,
            server: {},
            features: { methods },
            policy: { tickIntervalMs: 30_000 },
          }),
          deviceId: null,
          clockDifferenceMs: 0,
          send: asked,
          onSettled: () => undefined,
          replaceOwnToken: unused,
        }),
      ),
    lose: () => become(null),
    hear: (event: string, payload: unknown) => {
      const read = readEvent({ type: "event", event, payload });
      if (typeof read === "string") throw new Error(`${event} is ${read}`);
      hear(read);
    },
    gap: async () => {
      hear({ type: "gap" });
      await vi.waitFor(() => Promise.all(asked.mock.results.map(({ value }): unknown => value)));
    },
    waiting: (gatewayUrl = GATEWAY) =>
      queryClient.getQueryData(commandApprovalsOptions(gatewayUrl).queryKey)?.map(({ id }) => id) ?? [],
  };
}

describe("keepCommandApprovals", () => {
  it("reads what waited before, of every kind that the gateway lists", async () => {
    const { lists, signIn, waiting } = setUp();
    lists["exec.approval.list"] = [wire("a", 30), wire("d", 10)];
    lists["plugin.approval.list"] = [wire("plugin:b", 20)];
    lists["openclaw.approval.list"] = [wire("c", 40)];
    await signIn(GATEWAY, NEW);
    expect(waiting()).toEqual(["d", "plugin:b", "a", "c"]);
  });

  it("asks for no list that the gateway does not have, and goes by events there", async () => {
    const { asked, signIn, hear, gap, waiting } = setUp();
    await signIn(GATEWAY, ["exec.approval.resolve"]);
    hear("exec.approval.requested", wire("a"));
    hear("exec.approval.requested", wire("b"));
    await gap();
    expect(asked).not.toHaveBeenCalled();
    expect(waiting()).toEqual(["a", "b"]);
    hear("exec.approval.resolved", { id: "a" });
    expect(waiting()).toEqual(["b"]);
  });

  it("keeps what came, and lets go what ended, while the gateway was answering", async () => {
    const { asked, signIn, hear, waiting } = setUp();
    let answer: (list: unknown) => void = unused;
    asked.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const connected = signIn(GATEWAY, ["exec.approval.list"]);
    hear("exec.approval.requested", wire("new"));
    hear("exec.approval.resolved", { id: "ended" });
    answer([wire("old"), wire("ended")]);
    await connected;
    expect(waiting()).toEqual(["old", "new"]);
  });

  it("reads again after events were lost, and drops what is not listed any more", async () => {
    const { lists, signIn, hear, gap, waiting } = setUp();
    await signIn(GATEWAY, NEW);
    hear("exec.approval.requested", wire("a"));
    hear("plugin.approval.requested", wire("plugin:b"));
    lists["exec.approval.list"] = [wire("c")];
    lists["plugin.approval.list"] = [wire("plugin:b", 3)];
    await gap();
    expect(waiting()).toEqual(["c", "plugin:b"]);
  });

  it("forgets everything when the connection is lost, or another gateway is chosen", async () => {
    const { signIn, lose, hear, waiting } = setUp();
    await signIn(GATEWAY, []);
    hear("exec.approval.requested", wire("a"));
    await lose();
    expect(waiting()).toEqual([]);
    await signIn(GATEWAY, []);
    hear("exec.approval.requested", wire("b"));
    await signIn(OTHER, []);
    expect(waiting()).toEqual([]);
    expect(waiting(OTHER)).toEqual([]);
  });

  it("leaves what it knows when a list cannot be read", async () => {
    const { asked, signIn, hear, gap, waiting } = setUp();
    await signIn(GATEWAY, ["exec.approval.list"]);
    hear("exec.approval.requested", wire("a"));
    asked.mockResolvedValueOnce("no list");
    await gap();
    expect(waiting()).toEqual(["a"]);
  });
});
