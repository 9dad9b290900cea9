import * as fakeIndexedDb from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { keepActivity } from "./activity.ts";
import { ActivityLog } from "./activity-log.ts";
import { parseRecord } from "./activity-query.ts";
import { deviceListKey } from "./device-feed.ts";
import { nodeListKey } from "./node-list-key.ts";
import { createQueryClient } from "./query-client.ts";
import { HELLO, testGateway } from "./test-support/test-gateway.ts";
import type { Attempt } from "#domain/connection/attempt.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";
import type { ConnectionState } from "#domain/connection/state.ts";
import { sentenceOf } from "#domain/activity-sentences.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { NodeRequest } from "#domain/node-request.ts";
import { sharedDatabase } from "#gateway/database.ts";
import type { GatewayEvent } from "#gateway/events.ts";
import { GatewayRequestError, type SettledRequest } from "#gateway/requests.ts";

const GATEWAY = "ws://nas:18789";
const SECRET = "bVw0s1nlJm2T8tKcQZ-xY9_aLr4PqEoUgHd7fN6iWvA";

const failure: ConnectFailure = {
  atMs: 50,
  phase: "connected",
  endedBy: "closed",
  code: null,
  errorCode: null,
  message: "",
  details: { token: SECRET },
  pairing: null,
  retryable: true,
  retryAfterMs: null,
  closeCode: 1012,
  closeReason: "service restart",
};

function connected(scopes: readonly string[] = ["operator.admin"]): ConnectionState {
  return {
    phase: "connected",
    credential: "device-token",
    hello: { ...HELLO, scopes },
  };
}

function request(requestId: string, change: Partial<PairingRequest> = {}): PairingRequest {
  return {
    requestId,
    deviceId: `d-${requestId}`,
    displayName: `Phone ${requestId}`,
    roles: ["operator"],
    scopes: ["operator.read"],
    isRepair: false,
    requestedAtMs: 1,
    ...change,
  };
}

function paired(deviceId: string): PairedDevice {
  return { deviceId, displayName: `Phone ${deviceId}`, roles: ["operator"], scopes: [], tokens: [] };
}

function nodeRequest(requestId: string): NodeRequest {
  return {
    requestId,
    deviceId: `d-${requestId}`,
    displayName: `Host ${requestId}`,
    commands: ["system.run"],
    capabilities: [],
    permissions: [],
    requestedAtMs: 1,
  };
}

/** A gateway of which only the listeners work, and the cache and the log beside it. */
function setUp(first: ConnectionState = { phase: "idle", wasTried: true }) {
  const queryClient = createQueryClient();
  const { gateway, become } = testGateway(GATEWAY, queryClient);
  become(first);
  const log = new ActivityLog(sharedDatabase());
  const stop = keepActivity(gateway, queryClient, log);
  return {
    log,
    stop,
    hear: (event: GatewayEvent) => gateway.connection.events.tell(event),
    settle: (settled: SettledRequest) => gateway.connection.requests.tell(settled),
    become: (state: ConnectionState, attempts: readonly Attempt[] = []) => become(state, { attempts }),
    list: (pending: readonly PairingRequest[], devices: readonly PairedDevice[]) => {
      queryClient.setQueryData(deviceListKey(GATEWAY), {
        pending,
        paired: devices,
        unreadable: 0,
        readAtMs: Date.now(),
      });
    },
    listNodes: (pending: readonly NodeRequest[]) =>
      queryClient.setQueryData(nodeListKey(GATEWAY), { pending, paired: [], unreadable: 0 }),
    sentences: async () =>
      parseRecord(await log.read(GATEWAY))
        .entries.map(sentenceOf)
        .toReversed(),
    raw: async () => JSON.stringify(await log.read(GATEWAY)),
  };
}

beforeEach(() => {
  for (const [name, value] of Object.entries(fakeIndexedDb)) vi.stubGlobal(name, value);
  vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
});

describe("keepActivity", () => {
  it("records requests as they come, and once when the list is read", async () => {
    const { become, hear, list, sentences } = setUp();
    become(connected());
    list([request("a")], []);
    hear({ type: "requested", request: request("b") });
    list([request("a"), request("b")], []);
    list([request("a"), request("b", { scopes: ["operator.admin"] })], []);
    expect((await sentences()).slice(1)).toEqual([
      "Phone a asked to be let in as operator, with operator.read.",
      "Phone b asked to be let in as operator, with operator.read.",
      "Phone b asked to be let in as operator, with operator.admin.",
    ]);
  });

  it("records a connection that stood before the record was opened", async () => {
    const { sentences } = setUp(connected());
    expect(await sentences()).toEqual([expect.stringMatching(/^Connected/)]);
  });

  it("tells what was decided elsewhere from what was decided here", async () => {
    const { become, hear, list, settle, sentences } = setUp();
    become(connected());
    list([request("a"), request("b"), request("c"), request("d")], []);
    hear({ type: "resolved", resolution: { requestId: "a", deviceId: "d-a", decision: "approved" } });
    list([request("b"), request("c"), request("d")], [paired("d-a")]);
    // The gateway's event comes before its answer.
    hear({ type: "resolved", resolution: { requestId: "b", deviceId: "d-b", decision: "approved" } });
    settle({ method: "device.pair.approve", params: { requestId: "b" }, error: null });
    list([request("c"), request("d")], [paired("d-a"), paired("d-b")]);
    hear({ type: "resolved", resolution: { requestId: "c", decision: "rejected" } });
    list([], [paired("d-a"), paired("d-b")]);
    expect((await sentences()).slice(5)).toEqual([
      "The request of Phone a was approved elsewhere.",
      "This browser approved the request of Phone b.",
      "The request of Phone c was rejected elsewhere, or replaced by a newer one.",
      "The request of Phone d is gone; it expired, was replaced, or was answered elsewhere.",
    ]);
  });

  it("records what nodes ask for, and who answered", async () => {
    const { become, listNodes, settle, sentences } = setUp();
    become(connected());
    listNodes([nodeRequest("a"), nodeRequest("b"), nodeRequest("c")]);
    // The gateway's event takes it out of the list before the answer comes.
    listNodes([nodeRequest("b"), nodeRequest("c")]);
    settle({ method: "node.pair.approve", params: { requestId: "a" }, error: null });
    settle({ method: "node.pair.reject", params: { requestId: "b" }, error: null });
    listNodes([nodeRequest("c")]);
    listNodes([]);
    settle({ method: "node.pair.remove", params: { nodeId: "d-x" }, error: null });
    expect((await sentences()).slice(1)).toEqual([
      "Host a asked for approval of its commands: system.run.",
      "Host b asked for approval of its commands: system.run.",
      "Host c asked for approval of its commands: system.run.",
      "This browser approved the commands of Host a.",
      "This browser rejected the commands of Host b.",
      "The request of Host c for its commands is gone; it was answered elsewhere, was replaced, or expired.",
      "This browser removed the node role of d-x.",
    ]);
  });

  it("notices devices that come and go without a word, and not those that went by this browser", async () => {
    const { become, list, settle, sentences } = setUp();
    become(connected());
    list([], [paired("x"), paired("y")]);
    settle({ method: "device.pair.remove", params: { deviceId: "y" }, error: null });
    list([], [paired("z")]);
    expect((await sentences()).slice(1)).toEqual([
      "This browser removed Phone y.",
      "Phone z was paired elsewhere.",
      "Phone x was removed elsewhere.",
    ]);
  });

  it("does not take a session that sees less for a removal", async () => {
    const { become, list, sentences } = setUp();
    become(connected());
    list([], [paired("x"), paired("y")]);
    become(connected(["operator.pairing"]));
    list([], [paired("y")]);
    become(connected());
    list([], [paired("x"), paired("y")]);
    expect((await sentences()).filter((sentence) => !sentence.startsWith("Connected"))).toEqual([]);
  });

  it("records how writes end, and holds no secret of theirs", async () => {
    const { become, list, settle, sentences, raw } = setUp();
    become(connected());
    list([], [paired("x")]);
    const rotate = {
      method: "device.token.rotate",
      params: { deviceId: "x", role: "operator", token: SECRET },
    };
    settle({ ...rotate, error: null });
    const cut = new GatewayRequestError(rotate.method, "outcome-unknown", new Error(SECRET));
    settle({ ...rotate, error: cut });
    const refusal = new GatewayRequestError(rotate.method, "refused", new Error(`denied ${SECRET}`));
    settle({ ...rotate, error: refusal });
    settle({ method: "device.pair.list", params: {}, error: null });
    expect((await sentences()).slice(1)).toEqual([
      "This browser rotated the token of Phone x for the role operator.",
      expect.stringContaining("it is not known whether this browser rotated"),
      "The gateway refused to rotate the token of Phone x for the role operator.",
    ]);
    expect(await raw()).not.toContain(SECRET);
    expect(await raw()).toContain("denied [removed]");
  });

  it("records the connection's changes, each once", async () => {
    const { become, sentences, raw } = setUp();
    const attempt: Attempt = {
      id: 1,
      gatewayUrl: GATEWAY,
      startedAtMs: 1,
      phases: [{ phase: "connected", atMs: 2 }],
      credential: "device-token",
      frames: [],
      scopes: [],
      clockDifferenceMs: null,
      failure,
      followUp: "retry",
    };
    const refusal = { ...failure, phase: "signed", code: "PAIRING_REQUIRED", closeCode: null } as const;
    const waiting = { phase: "waiting", retryAtMs: 9, isReturn: true } as const;
    const standing = connected();
    become(standing);
    become(standing);
    become({ ...waiting, waitsFor: "gateway", failure }, [attempt]);
    become({ phase: "opening", isReturn: true }, [attempt]);
    for (let poll = 0; poll < 3; poll += 1) become({ ...waiting, waitsFor: "approval", failure: refusal });
    become({ phase: "blocked", failure: refusal, isTurnedDown: true });
    become(connected());
    become({ phase: "idle", wasTried: true });
    expect((await sentences()).toSorted()).toEqual(
      [
        "Connected to OpenClaw 2026.9.6, protocol 4, with the stored device token.",
        "The connection was lost (close code 1012).",
        "This browser asked to be let in, and waits for approval.",
        "The request of this browser was turned down.",
        "Connected to OpenClaw 2026.9.6, protocol 4, with the stored device token.",
        "Disconnected here.",
      ].toSorted(),
    );
    expect(await raw()).not.toContain(SECRET);
  });

  it("never lets a listener throw into the connection", () => {
    vi.stubGlobal("reportError", vi.fn<() => void>());
    const { become, log, settle, hear } = setUp();
    become(connected());
    vi.spyOn(log, "record").mockImplementation(() => {
      throw new Error("broken");
    });
    expect(() => {
      settle({ method: "device.pair.remove", params: { deviceId: "x" }, error: null });
      hear({ type: "requested", request: request("a") });
      become({ phase: "idle", wasTried: true });
    }).not.toThrow();
  });
});
