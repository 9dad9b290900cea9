import { describe, expect, it } from "vitest";
import { approveRequest, reviewOf } from "./approvals.ts";
import { deviceListOptions } from "./device-list.ts";
import { rotateToken } from "./device-writes.ts";
import { createQueryClient } from "./query-client.ts";
import { testGateway, testSession } from "./test-support/test-gateway.ts";
import { readAfterWrite } from "./writes.ts";

const ME = "me";

/** Two gateways that the page is signed in to, and everything that each of them was sent. */
function setUp() {
  const sent: string[] = [];
  const tokens: string[] = [];
  const answers = new Map<string, () => Promise<unknown>>();
  const queryClient = createQueryClient();
  const make = (name: string) => {
    const { gateway, enter } = testGateway(`ws://${name}:18789`, queryClient);
    const signIn = () =>
      enter(
        testSession({
          deviceId: ME,
          send: async (method, _params, { onSent }) => {
            onSent();
            sent.push(`${name} ${method}`);
            const empty = { pending: [], paired: [] };
            return (await answers.get(`${name} ${method}`)?.()) ?? empty;
          },
          replaceOwnToken: (fresh) => {
            tokens.push(`${name} ${fresh?.token ?? "forgotten"}`);
            return Promise.resolve();
          },
        }),
      );
    signIn();
    return { gateway, signIn, lose: () => enter(null) };
  };
  return { sent, tokens, answers, queryClient, home: make("home"), work: make("work") };
}

const wire = { requestId: "r", deviceId: "d", role: "operator", scopes: ["operator.read"], ts: 1 };

const wishFor = (deviceId: string) => ({
  target: { deviceId, role: "operator" },
  before: undefined,
  scopes: undefined,
});

describe("a gateway among others", () => {
  it("keeps in the cache what was heard while the list was read", async () => {
    const { sent, answers, queryClient, home } = setUp();
    const options = { ...deviceListOptions(home.gateway), staleTime: 0 };
    await queryClient.fetchQuery(options);
    let answer: (list: unknown) => void = () => undefined;
    answers.set("home device.pair.list", () => new Promise((resolve) => (answer = resolve)));
    const reading = queryClient.fetchQuery(options);
    const request = { ...wire, roles: ["operator"], isRepair: false, requestedAtMs: 1 };
    home.gateway.feed.hear({ type: "requested", request });
    await expect.poll(() => sent).toHaveLength(2);
    answer({ pending: [], paired: [] });
    await reading;
    expect(home.gateway.list?.pending).toEqual([request]);
    expect(sent).toHaveLength(2);
  });

  it("has a list of its own", async () => {
    const { sent, answers, home, work } = setUp();
    answers.set("home device.pair.list", () => Promise.resolve({ pending: [wire], paired: [] }));
    await home.gateway.feed.read();
    expect(work.gateway.list).toBeUndefined();
    await work.gateway.feed.read();
    expect([home.gateway.list?.pending.length, work.gateway.list?.pending.length]).toEqual([1, 0]);
    expect(sent).toEqual(["home device.pair.list", "work device.pair.list"]);
  });

  it("is sent no approval once its session is over, and neither is another one", async () => {
    const { sent, answers, home } = setUp();
    answers.set("home device.pair.list", () => Promise.resolve({ pending: [wire], paired: [] }));
    const list = await home.gateway.feed.read();
    const [request] = list.pending;
    if (!request) throw new Error("Nothing was read");
    answers.set("home device.pair.list", () => {
      home.lose();
      return Promise.resolve({ pending: [wire], paired: [] });
    });
    const approval = approveRequest(home.gateway, reviewOf(request, list));
    await expect(approval).rejects.toMatchObject({ kind: "not-sent" });
    expect(sent).toEqual(["home device.pair.list", "home device.pair.list"]);
  });

  it("is asked itself what a write has led to, as soon as it is back", async () => {
    const { sent, home } = setUp();
    home.lose();
    const after = readAfterWrite(home.gateway);
    expect(sent).toEqual([]);
    home.signIn();
    expect(await after).toMatchObject({ pending: [], paired: [] });
    expect(sent).toEqual(["home device.pair.list"]);
  });

  it("keeps the new token of this browser that it made, also when its session ends at once", async () => {
    const { tokens, answers, home } = setUp();
    answers.set("home device.token.rotate", () => {
      home.lose();
      return Promise.resolve({ role: "operator", token: "fresh", scopes: [] });
    });
    const rotation = await rotateToken(home.gateway, wishFor(ME));
    expect(rotation).toMatchObject({ kind: "rotated", token: "stored" });
    expect(tokens).toEqual(["home fresh"]);
  });

  it("is sent nothing while it is not connected", async () => {
    const { sent, home } = setUp();
    home.lose();
    const rotation = rotateToken(home.gateway, wishFor("d"));
    await expect(rotation).rejects.toMatchObject({ kind: "not-sent", method: "device.token.rotate" });
    await expect(home.gateway.feed.read()).rejects.toMatchObject({ kind: "not-sent" });
    expect(sent).toEqual([]);
  });
});
