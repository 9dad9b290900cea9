import { describe, expect, it, vi } from "vitest";
import { approvalEndsOptions, commandApprovalsOptions, keepCommandApprovals } from "./command-approvals.ts";
import { createQueryClient } from "./query-client.ts";
import { HELLO, testGateway, testSession } from "./test-support/test-gateway.ts";
import { readEvent, type GatewayEvent } from "#gateway/events.ts";
import type { GatewaySession } from "#gateway/session.ts";

const GATEWAY = "ws://nas:18789";
const NEW = ["exec.approval.list", "plugin.approval.list", "openclaw.approval.list"];

/** A request as gateways send it. */
function wire(id: string, expiresAtMs = 2) {
  return { id, request: { command: `run ${id}` }, createdAtMs: 1, expiresAtMs };
}

/** A gateway that stands as the test says, and the cache that it feeds. */
function setUp() {
  const lists: Record<string, unknown> = {};
  const asked = vi.fn<(method: string) => Promise<unknown>>((method) => Promise.resolve(lists[method] ?? []));
  const queryClient = createQueryClient();
  const { gateway, enter } = testGateway(GATEWAY, queryClient);
  const hear = (event: GatewayEvent) => gateway.connection.events.tell(event);
  keepCommandApprovals(gateway, queryClient);
  const become = async (next: GatewaySession | null) => {
    enter(next);
    await vi.waitFor(() => Promise.all(asked.mock.results.map(({ value }): unknown => value)));
  };
  return {
    asked,
    lists,
    signIn: (methods: readonly string[]) =>
      become(testSession({ hello: { ...HELLO, methods }, send: asked })),
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
    end: (id: string) => queryClient.getQueryData(approvalEndsOptions(GATEWAY).queryKey)?.get(id),
    waiting: () =>
      queryClient.getQueryData(commandApprovalsOptions(GATEWAY).queryKey)?.map(({ id }) => id) ?? [],
  };
}

describe("keepCommandApprovals", () => {
  it("reads what waited before, of every kind that the gateway lists", async () => {
    const { lists, signIn, waiting } = setUp();
    lists["exec.approval.list"] = [wire("a", 30), wire("d", 10)];
    lists["plugin.approval.list"] = [wire("plugin:b", 20)];
    lists["openclaw.approval.list"] = [wire("c", 40)];
    await signIn(NEW);
    expect(waiting()).toEqual(["d", "plugin:b", "a", "c"]);
  });

  it("asks for no list that the gateway does not have, and goes by events there", async () => {
    const { asked, signIn, hear, gap, waiting } = setUp();
    await signIn(["exec.approval.resolve"]);
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
    let answer: (list: unknown) => void = () => undefined;
    asked.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const connected = signIn(["exec.approval.list"]);
    hear("exec.approval.requested", wire("new"));
    hear("exec.approval.resolved", { id: "ended" });
    answer([wire("old"), wire("ended")]);
    await connected;
    expect(waiting()).toEqual(["old", "new"]);
  });

  it("shows an id that is used again, for what it stands for now", async () => {
    const { signIn, hear, waiting, end } = setUp();
    await signIn([]);
    hear("exec.approval.requested", wire("a"));
    hear("exec.approval.resolved", { id: "a", decision: "deny", resolvedBy: "Ada" });
    expect(end("a")).toMatchObject({ decision: "deny", resolvedBy: "Ada" });
    hear("exec.approval.requested", wire("a", 9));
    expect(waiting()).toEqual(["a"]);
  });

  it("keeps only the ends that somebody may still be looking at", async () => {
    const { signIn, hear, end } = setUp();
    await signIn([]);
    for (let index = 0; index < 150; index += 1) hear("exec.approval.resolved", { id: `a${index}` });
    expect(end("a149")).toEqual({ id: "a149" });
    expect(end("a0")).toBeUndefined();
  });

  it("reads again after events were lost, and drops what is not listed any more", async () => {
    const { lists, signIn, hear, gap, waiting } = setUp();
    await signIn(NEW);
    hear("exec.approval.requested", wire("a"));
    hear("plugin.approval.requested", wire("plugin:b"));
    lists["exec.approval.list"] = [wire("c")];
    lists["plugin.approval.list"] = [wire("plugin:b", 3)];
    await gap();
    expect(waiting()).toEqual(["c", "plugin:b"]);
  });

  it("forgets everything when the connection is lost", async () => {
    const { signIn, lose, hear, waiting } = setUp();
    await signIn([]);
    hear("exec.approval.requested", wire("a"));
    await lose();
    expect(waiting()).toEqual([]);
  });

  it("leaves what it knows when a list cannot be read", async () => {
    const { asked, signIn, hear, gap, waiting } = setUp();
    await signIn(["exec.approval.list"]);
    hear("exec.approval.requested", wire("a"));
    asked.mockResolvedValueOnce("no list");
    await gap();
    expect(waiting()).toEqual(["a"]);
  });
});
