import { describe, expect, it, vi } from "vitest";
import { approveRequest, reviewOf } from "./approvals.ts";
import { deviceListOptions } from "./device-list.ts";
import { deviceListKey } from "./device-feed.ts";
import { rotateToken } from "./device-writes.ts";
import { Gateways } from "./gateway.ts";
import { createQueryClient } from "./query-client.ts";
import { readAfterWrite } from "./writes.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { GatewayConnection } from "#gateway/connection.ts";
import type { CredentialVault } from "#gateway/credentials.ts";
import { GatewaySession } from "#gateway/session.ts";

const HOME = "ws://home:18789";
const WORK = "ws://work:18789";
const ME = "me";

function unused(): never {
  throw new Error("These sessions were opened by nobody");
}

/** A connection that is signed in to one of two gateways, and everything that each of them was sent. */
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
  const sent: string[] = [];
  const tokens: string[] = [];
  const answers = new Map<string, () => Promise<unknown>>();
  let live: GatewaySession | null = null;
  const signIn = (gatewayUrl: string) => {
    live?.end();
    const hello = {
      protocol: 4,
      serverVersion: undefined,
      methods: [],
      role: "operator",
      authMethod: undefined,
      scopes: [],
      tickIntervalMs: 30_000,
      online: null,
    };
    live = new GatewaySession({
      gatewayUrl,
      hello,
      deviceId: ME,

      clockDifferenceMs: 0,
      send: async (method, _params, { onSent }) => {
        onSent();
        sent.push(`${gatewayUrl} ${method}`);
        const empty = { pending: [], paired: [] };
        return (await answers.get(`${gatewayUrl} ${method}`)?.()) ?? empty;
      },
      onSettled: () => undefined,
      replaceOwnToken: (fresh) => {
        tokens.push(`${gatewayUrl} ${fresh?.token ?? "forgotten"}`);
        return Promise.resolve();
      },
    });
    vi.spyOn(connection, "session", "get").mockReturnValue(live);
    vi.spyOn(connection, "getSnapshot").mockReturnValue({
      attempts: [],
      unreadableFrames: 0,
      clockDifferenceMs: 0,
      deviceId: ME,
      state: { phase: "connected", gatewayUrl, hello, credential: "device-token" },
    });
  };
  const queryClient = createQueryClient();
  const home = new Gateways(connection, queryClient).of(HOME);
  signIn(HOME);
  return { sent, tokens, answers, signIn, queryClient, home };
}

const wire = { requestId: "r", deviceId: "d", role: "operator", scopes: ["operator.read"], ts: 1 };

it("keeps in the cache what was heard while the list was read", async () => {
  const { sent, answers, queryClient, home } = setUp();
  const options = { ...deviceListOptions(home), staleTime: 0 };
  await queryClient.fetchQuery(options);
  let answer: (list: unknown) => void = () => undefined;
  answers.set(`${HOME} device.pair.list`, () => new Promise((resolve) => (answer = resolve)));
  const reading = queryClient.fetchQuery(options);
  const request = { ...wire, roles: ["operator"], isRepair: false, requestedAtMs: 1 };
  home.feed.hear({ type: "requested", request });
  await expect.poll(() => sent).toHaveLength(2);
  answer({ pending: [], paired: [] });
  await reading;
  expect(queryClient.getQueryData(options.queryKey)?.pending).toEqual([request]);
  expect(sent).toHaveLength(2);
});

const wishFor = (deviceId: string) => ({
  target: { deviceId, role: "operator" },
  before: undefined,
  scopes: undefined,
});

describe("after the page has switched to another gateway", () => {
  it("an approval that was about to be sent reaches neither", async () => {
    const { sent, answers, signIn, queryClient, home } = setUp();
    answers.set(`${HOME} device.pair.list`, () => Promise.resolve({ pending: [wire], paired: [] }));
    const list = await home.feed.read();
    const [request] = list.pending;
    if (!request) throw new Error("Nothing was read");
    answers.set(`${HOME} device.pair.list`, () => {
      signIn(WORK);
      return Promise.resolve({ pending: [wire], paired: [] });
    });
    await expect(approveRequest(home, reviewOf(request, list))).rejects.toMatchObject({ kind: "not-sent" });
    expect(sent).toEqual([`${HOME} device.pair.list`, `${HOME} device.pair.list`]);
    expect(queryClient.getQueryData(deviceListKey(WORK))).toBeUndefined();
  });

  it("what a write left behind is not read from the other one", async () => {
    const { sent, signIn, queryClient, home } = setUp();
    signIn(WORK);
    expect(await readAfterWrite(home)).toBeNull();
    expect(sent).toEqual([]);
    signIn(HOME);
    expect(await readAfterWrite(home)).toMatchObject({ pending: [], paired: [] });
    expect(queryClient.getQueryData<DeviceList>(deviceListKey(HOME))).toBeDefined();
  });

  it("a new token of this browser is kept for the gateway that made it", async () => {
    const { tokens, answers, signIn, home } = setUp();
    answers.set(`${HOME} device.token.rotate`, () => {
      signIn(WORK);
      return Promise.resolve({ role: "operator", token: "fresh", scopes: [] });
    });
    const rotation = await rotateToken(home, wishFor(ME));
    expect(rotation).toMatchObject({ kind: "rotated", token: "stored" });
    expect(tokens).toEqual([`${HOME} fresh`]);
  });

  it("nothing is sent for the gateway that was left", async () => {
    const { sent, signIn, home } = setUp();
    signIn(WORK);
    const rotation = rotateToken(home, wishFor("d"));
    await expect(rotation).rejects.toMatchObject({ kind: "not-sent", method: "device.token.rotate" });
    await expect(home.feed.read()).rejects.toMatchObject({ kind: "not-sent" });
    expect(sent).toEqual([]);
  });
});
