import { describe, expect, it } from "vitest";
import type { SettledRequest } from "./requests.ts";
import { GatewaySession, type SessionDeps } from "./session.ts";
import type { Hello } from "#domain/connection/state.ts";

const HELLO: Hello = {
  protocol: 4,
  serverVersion: undefined,
  methods: [],
  role: "operator",
  authMethod: undefined,
  scopes: [],
  tickIntervalMs: 30_000,
  online: null,
};

/** A session, what it sent, and how its requests ended. */
function setUp(send: SessionDeps["send"]) {
  const sent: string[] = [];
  const settled: SettledRequest[] = [];
  const session = new GatewaySession({
    hello: HELLO,
    deviceId: "me",
    clockDifferenceMs: 0,
    send: (method, params, options) => {
      sent.push(method);
      return send(method, params, options);
    },
    onSettled: (request) => settled.push(request),
    replaceOwnToken: () => Promise.resolve(),
  });
  return { session, sent, settled };
}

describe("GatewaySession", () => {
  it("gives the gateway's answer, and tells how the request ended but not what was answered", async () => {
    const { session, settled } = setUp(() => Promise.resolve({ token: "secret" }));
    expect(await session.request("device.token.rotate", { deviceId: "d" })).toEqual({ token: "secret" });
    expect(settled).toEqual([
      {
        method: "device.token.rotate",
        params: { deviceId: "d" },
        error: null,
      },
    ]);
  });

  it("does not know what became of a request that was under way when it ended", async () => {
    const { session, settled } = setUp((_method, _params, { onSent }) => {
      onSent();
      return Promise.reject(new Error("gateway closed"));
    });
    const request = session.request("device.pair.approve");
    session.end();
    await expect(request).rejects.toMatchObject({ kind: "outcome-unknown" });
    expect(settled).toMatchObject([{ error: { kind: "outcome-unknown" } }]);
  });

  it("sends nothing any more when it is over", async () => {
    const { session, sent, settled } = setUp(() => Promise.resolve({}));
    session.end();
    await expect(session.request("device.pair.approve")).rejects.toMatchObject({
      name: "GatewayRequestError",
      kind: "not-sent",
      method: "device.pair.approve",
    });
    expect(sent).toEqual([]);
    expect(settled).toMatchObject([{ error: { kind: "not-sent" } }]);
  });
});
