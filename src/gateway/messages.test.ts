import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  parseApproved,
  parseDeviceList,
  parseHello,
  parsePresence,
  parseRequested,
  parseResolved,
  UnreadableReplyError,
} from "./messages.ts";

// Payloads below were recorded from running gateways and shortened; keys and ids are cut.

/** 2026.3.13 knows no address of a client behind an untrusted proxy. */
const oldPending = {
  requestId: "74a723e5-ea48-49b2-95bc-ab35d40e0c17",
  deviceId: "07a01c7d77fa",
  publicKey: "2yekmRu-oK7K",
  displayName: "Ada's iPhone",
  platform: "iOS 18.1",
  deviceFamily: "iPhone",
  clientId: "openclaw-ios",
  clientMode: "ui",
  role: "operator",
  roles: ["operator"],
  scopes: ["operator.read", "operator.write"],
  silent: false,
  isRepair: false,
  ts: 1_795_369_985_324,
};

const newPending = {
  requestId: "75440af1-33c9-45ee-b053-dd182de4fef6",
  deviceId: "ac4b827251aa",
  publicKey: "MP9W6qMGlditK",
  displayName: "Ada's iPhone",
  platform: "iOS 18.1",
  deviceFamily: "iPhone",
  clientId: "openclaw-ios",
  clientMode: "ui",
  role: "operator",
  roles: ["operator"],
  scopes: ["operator.admin"],
  remoteIp: "203.0.113.9",
  silent: false,
  isRepair: true,
  ts: 1_795_370_013_298,
};

const oldPaired = {
  deviceId: "7082ce444771",
  publicKey: "knu0dwZVoaTD",
  displayName: "Firefox on Linux",
  platform: "Linux",
  clientId: "openclaw-control-ui",
  clientMode: "ui",
  role: "operator",
  roles: ["operator"],
  scopes: ["operator.admin", "operator.read"],
  createdAtMs: 1_795_369_985_284,
  approvedAtMs: 1_795_369_985_284,
  tokens: [{ role: "operator", scopes: ["operator.admin", "operator.read"], createdAtMs: 1_795_369_985_284 }],
};

const newPaired = {
  deviceId: "133e326c9401",
  publicKey: "8471ywvEgUge",
  displayName: "Firefox on Linux",
  operatorLabel: "Kitchen",
  platform: "Linux",
  clientId: "openclaw-control-ui",
  clientMode: "ui",
  role: "operator",
  roles: ["operator"],
  scopes: ["operator.admin", "operator.read"],
  remoteIp: "203.0.113.9",
  approvedVia: "silent",
  createdAtMs: 1_795_370_011_777,
  approvedAtMs: 1_795_370_011_777,
  lastSeenAtMs: 1_795_370_011_766,
  lastSeenReason: "connect",
  connected: true,
  tokens: [
    {
      role: "operator",
      scopes: ["operator.admin", "operator.read"],
      createdAtMs: 1_795_370_011_777,
      rotatedAtMs: 1_795_370_011_807,
    },
  ],
};

const oldHello = {
  type: "hello-ok",
  protocol: 3,
  server: { version: "2026.3.13", connId: "3c10c914" },
  features: { methods: ["device.pair.list", "device.pair.approve"], events: ["presence", "tick"] },
  snapshot: {
    presence: [
      { host: "vm", mode: "gateway", reason: "self", ts: 1_795_369_985_301 },
      { host: "Firefox on Linux", mode: "ui", deviceId: "7082ce444771", reason: "connect", ts: 1 },
      { host: "gateway-client", mode: "backend", roles: ["operator"], reason: "disconnect", ts: 1 },
    ],
    stateVersion: { presence: 6 },
    authMode: "token",
  },
  canvasHostUrl: "http://127.0.0.1:32781",
  auth: {
    deviceToken: "Xyn7vRzHtBnJfIQH",
    role: "operator",
    scopes: ["operator.admin", "operator.read"],
    issuedAtMs: 1_795_369_985_284,
  },
  policy: { maxPayload: 26_214_400, maxBufferedBytes: 52_428_800, tickIntervalMs: 30_000 },
};

const newHello = {
  type: "hello-ok",
  protocol: 4,
  server: { version: "2026.9.6", buildId: "2026.9.6-release", bootId: "a2a2b930", connId: "ba77014a" },
  features: { methods: ["device.pair.list", "device.pair.rename"], events: ["tick"], capabilities: ["x"] },
  snapshot: {
    presence: [
      { mode: "gateway", reason: "self", instanceId: "e9ecb24b" },
      { clientId: "openclaw-control-ui", deviceId: "133e326c9401", reason: "connect", onlineSince: 1 },
    ],
    suspension: null,
  },
  auth: {
    method: "token",
    role: "operator",
    scopes: ["operator.read"],
    recoveryScope: "P0uh3Iea5g5m",
    recoveryMigrationAllowed: true,
    deviceToken: "D0aOa_0-3KwWB3xF",
    issuedAtMs: 1_795_370_011_807,
  },
  policy: { maxPayload: 26_214_400, tickIntervalMs: 30_000, attachments: { maxBytes: 19_464_192 } },
};

describe("parseDeviceList", () => {
  it("reads a pending request of an old and of a new gateway", async () => {
    const { pending, unreadable } = await parseDeviceList({ pending: [oldPending, newPending], paired: [] });
    expect(unreadable).toBe(0);
    expect(pending).toEqual([
      {
        requestId: "74a723e5-ea48-49b2-95bc-ab35d40e0c17",
        deviceId: "07a01c7d77fa",
        publicKey: "2yekmRu-oK7K",
        displayName: "Ada's iPhone",
        platform: "iOS 18.1",
        deviceFamily: "iPhone",
        clientId: "openclaw-ios",
        clientMode: "ui",
        roles: ["operator"],
        scopes: ["operator.read", "operator.write"],
        isRepair: false,
        requestedAtMs: 1_795_369_985_324,
      },
      expect.objectContaining({ remoteIp: "203.0.113.9", isRepair: true, scopes: ["operator.admin"] }),
    ]);
  });

  it("reads a paired device of an old and of a new gateway", async () => {
    const { paired, unreadable } = await parseDeviceList({ pending: [], paired: [oldPaired, newPaired] });
    const { role: _oldRole, ...oldRest } = oldPaired;
    const { role: _newRole, ...newRest } = newPaired;
    expect(unreadable).toBe(0);
    expect(paired).toEqual([oldRest, newRest]);
  });

  it("leaves what an old gateway does not report unknown, instead of calling it no", async () => {
    const [device] = (await parseDeviceList({ pending: [], paired: [oldPaired] })).paired;
    expect([device?.connected, device?.lastSeenAtMs, device?.approvedVia]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ["operator", ["operator", "node"], ["operator", "node"]],
    ["operator", ["node"], ["operator", "node"]],
    ["node", [], ["node"]],
    ["node", undefined, ["node"]],
    [undefined, ["node"], ["node"]],
    [null, null, []],
    [undefined, undefined, []],
  ])("joins the role %j and the roles %j to %j", async (role, roles, joined) => {
    const list = await parseDeviceList({
      pending: [{ ...oldPending, role, roles }],
      paired: [{ ...oldPaired, role, roles }],
    });
    expect(list.pending[0]?.roles).toEqual(joined);
    expect(list.paired[0]?.roles).toEqual(joined);
  });

  it("takes null for absent in every optional field", async () => {
    // Both are read at the same moment.
    vi.spyOn(Date, "now").mockReturnValue(1);
    const withNulls = (entry: object, needed: readonly string[]) =>
      Object.fromEntries(
        Object.entries(entry).map(([key, value]: [string, unknown]) => [
          key,
          needed.includes(key) ? value : null,
        ]),
      );
    const only = (entry: object, needed: readonly string[]) =>
      Object.fromEntries(Object.entries(entry).filter(([key]) => needed.includes(key)));
    const pendingNeeds = ["requestId", "deviceId", "ts"];
    const pairedNeeds = ["deviceId"];
    const list = await parseDeviceList({
      pending: [withNulls(newPending, pendingNeeds)],
      paired: [withNulls(newPaired, pairedNeeds)],
    });
    expect(list.unreadable).toBe(0);
    expect(list).toEqual(
      await parseDeviceList({
        pending: [only(newPending, pendingNeeds)],
        paired: [only(newPaired, pairedNeeds)],
      }),
    );
    expect(list.pending[0]).toMatchObject({ roles: [], scopes: [], isRepair: false });
    expect(list.paired[0]).toMatchObject({ roles: [], scopes: [], tokens: [] });
    vi.restoreAllMocks();
  });

  it.each([
    [
      "a pending entry without a request id",
      { pending: [{ ...oldPending, requestId: undefined }], paired: [] },
    ],
    ["an empty request id", { pending: [{ ...oldPending, requestId: "" }], paired: [] }],
    ["an empty device id", { pending: [{ ...oldPending, deviceId: "" }], paired: [] }],
    ["a time that is text", { pending: [{ ...oldPending, ts: "now" }], paired: [] }],
    ["a pending entry that is null", { pending: [null], paired: [] }],
    ["a paired entry that is a list", { pending: [], paired: [[]] }],
    ["a token without a role", { pending: [], paired: [{ ...oldPaired, tokens: [{ scopes: [] }] }] }],
    ["scopes that are text", { pending: [], paired: [{ ...oldPaired, scopes: "operator.admin" }] }],
  ])("counts %s as unreadable", async (_what, { pending, paired }) => {
    const list = await parseDeviceList({ pending: [...pending, newPending], paired: [...paired, newPaired] });
    expect(list.unreadable).toBe(1);
    expect([list.pending.length, list.paired.length]).toEqual([1, 1]);
  });

  it("takes the first of two entries with one id, and counts the other", async () => {
    const list = await parseDeviceList({
      pending: [oldPending, { ...oldPending, displayName: "Another" }, newPending],
      paired: [newPaired, oldPaired, { ...newPaired, scopes: [] }],
    });
    expect(list.unreadable).toBe(2);
    expect(list.pending.map(({ displayName }) => displayName)).toEqual(["Ada's iPhone", "Ada's iPhone"]);
    expect(list.paired.map(({ scopes }) => scopes.length)).toEqual([2, 2]);
  });

  it("reads the entries of one request and its device only, where that is asked for", async () => {
    const payload = {
      pending: [oldPending, null, { ...newPending, deviceId: "another" }, newPending],
      paired: [oldPaired, "nothing", { ...newPaired, deviceId: newPending.deviceId }],
    };
    const only = { requestId: newPending.requestId, deviceId: newPending.deviceId };
    const list = await parseDeviceList(payload, only);
    expect(list.pending.map(({ deviceId }) => deviceId)).toEqual(["another"]);
    expect(list.paired.map(({ deviceId }) => deviceId)).toEqual([newPending.deviceId]);
    const all = await parseDeviceList(payload);
    expect(list.paired[0]).toEqual(all.paired.find(({ deviceId }) => deviceId === newPending.deviceId));
  });

  it("loses at most the entry in which any one field holds any JSON", async () => {
    const keys = [
      ...new Set([...Object.keys(newPending), ...Object.keys(newPaired), "browserOrigin", "another"]),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), fc.jsonValue(), async (key, value) => {
        const payload: unknown = JSON.parse(
          JSON.stringify({
            pending: [oldPending, { ...newPending, [key]: value }],
            paired: [{ ...newPaired, [key]: value }, oldPaired],
          }),
        );
        const list = await parseDeviceList(payload);
        expect(list.pending[0]?.requestId).toBe(oldPending.requestId);
        expect(list.paired.at(-1)?.deviceId).toBe(oldPaired.deviceId);
        expect(list.pending.length + list.paired.length + list.unreadable).toBe(4);
        expect(list.unreadable).toBeLessThanOrEqual(2);
      }),
      { numRuns: 500 },
    );
  });

  it.each([undefined, null, "", 0, [], {}, { pending: [] }, { pending: [], paired: {} }])(
    "refuses %j as a whole",
    (payload) => expect(parseDeviceList(payload)).rejects.toThrow(UnreadableReplyError),
  );

  it("takes nothing from a __proto__ key, and leaves every object's prototype alone", async () => {
    const hostile = (entry: object): string =>
      JSON.stringify(entry).replace(
        /\}$/,
        ',"__proto__":{"operatorLabel":"x","browserOrigin":"x","tokens":[{"role":"node"}],"polluted":true}}',
      );
    const { operatorLabel: _label, tokens: _tokens, ...bare } = newPaired;
    const payload: unknown = JSON.parse(
      `{"pending":[${hostile(oldPending)}],"paired":[${hostile(bare)}],"__proto__":{"pending":7}}`,
    );
    const list = await parseDeviceList(payload);
    expect(list.unreadable).toBe(0);
    expect(list.pending[0]?.browserOrigin).toBeUndefined();
    expect(list.paired[0]).toMatchObject({ deviceId: newPaired.deviceId, tokens: [] });
    expect(list.paired[0]?.operatorLabel).toBeUndefined();
    for (const value of [{}, list, list.pending[0], list.paired[0]])
      expect(value).not.toHaveProperty("polluted");
  });

  it("passes hostile names on as they are: making them safe is the screen's", async () => {
    const displayName = "Ada\u202e\u200b\n<img src=x onerror=alert(1)>";
    const list = await parseDeviceList({ pending: [{ ...oldPending, displayName }], paired: [] });
    expect(list.pending[0]).toMatchObject({ displayName });
  });
});

describe("parseRequested", () => {
  it("reads the same as the list", async () => {
    const list = await parseDeviceList({ pending: [newPending], paired: [] });
    expect(parseRequested(newPending)).toEqual(list.pending[0]);
  });

  it("is null for what makes no sense", () => {
    expect(parseRequested({ ...newPending, deviceId: 7 })).toBeNull();
    expect(parseRequested(undefined)).toBeNull();
  });
});

describe("parseResolved", () => {
  it.each([
    [
      { requestId: "r", deviceId: "d", decision: "rejected", ts: 1 },
      { requestId: "r", deviceId: "d", decision: "rejected" },
    ],
    [{ requestId: "r", deviceId: null, decision: null }, { requestId: "r" }],
    [{ deviceId: "d", decision: "approved" }, null],
    [{ requestId: 1 }, null],
    [null, null],
  ])("%j", (payload, resolution) => expect(parseResolved(payload)).toEqual(resolution));
});

describe("parseApproved", () => {
  it("reads the device that was approved", async () => {
    const device = parseApproved({ requestId: "r", device: newPaired });
    expect(device).toEqual((await parseDeviceList({ pending: [], paired: [newPaired] })).paired[0]);
  });

  it.each([undefined, {}, { device: null }, { device: { ...newPaired, deviceId: "" } }])(
    "refuses %j",
    (payload) => expect(parseApproved(payload)).toBeNull(),
  );
});

describe("parsePresence", () => {
  it.each([
    [oldHello.snapshot, ["7082ce444771"]],
    [newHello.snapshot, ["133e326c9401"]],
    [{ presence: [] }, []],
    [{ presence: [{ deviceId: "d", reason: "disconnect" }] }, []],
    [
      {
        presence: [
          { deviceId: "d", reason: "disconnect" },
          { deviceId: "d", reason: "connect" },
        ],
      },
      ["d"],
    ],
    [{ presence: [{ deviceId: "d" }, { deviceId: "e", reason: null }, { deviceId: null }] }, ["d", "e"]],
    [{ presence: [null, 7, "x", { deviceId: 7 }, { deviceId: "d" }] }, ["d"]],
  ])("finds who is online (%#)", (payload, online) => {
    expect([...(parsePresence(payload) ?? [])]).toEqual(online);
  });

  it.each([undefined, null, [], {}, { presence: {} }, "presence"])("is null for %j", (payload) =>
    expect(parsePresence(payload)).toBeNull(),
  );
});

describe("parseHello", () => {
  it("reads an old gateway's hello", () => {
    expect(parseHello(oldHello)).toEqual({
      protocol: 3,
      serverVersion: "2026.3.13",
      authMode: "token",
      methods: ["device.pair.list", "device.pair.approve"],
      role: "operator",
      scopes: ["operator.admin", "operator.read"],
      tickIntervalMs: 30_000,
      online: new Set(["7082ce444771"]),
    });
  });

  it("reads a new gateway's hello", () => {
    expect(parseHello(newHello)).toEqual({
      protocol: 4,
      serverVersion: "2026.9.6",
      methods: ["device.pair.list", "device.pair.rename"],
      role: "operator",
      authMethod: "token",
      scopes: ["operator.read"],
      tickIntervalMs: 30_000,
      online: new Set(["133e326c9401"]),
    });
  });

  it.each([oldHello, newHello])("keeps no token (%#)", (hello) => {
    expect(JSON.stringify(parseHello(hello))).not.toContain(hello.auth.deviceToken);
  });

  it.each([undefined, null])(
    "grants nothing that an old gateway without device auth does not name",
    (auth) => {
      // 2026.3.13 sends no `auth` under `gateway.controlUi.dangerouslyDisableDeviceAuth`.
      expect(parseHello({ ...oldHello, auth })).toMatchObject({ role: undefined, scopes: [] });
    },
  );

  it("does without a snapshot", () => {
    expect(parseHello({ ...newHello, snapshot: undefined }).online).toBeNull();
    expect(parseHello({ ...newHello, snapshot: "junk" }).online).toBeNull();
  });

  it.each([
    ["nothing", undefined],
    ["an empty object", {}],
    ["a list", [newHello]],
    ["a protocol that is text", { ...newHello, protocol: "4" }],
    ["no server", { ...newHello, server: undefined }],
    ["methods that are text", { ...newHello, features: { methods: "all" } }],
    ["scopes that are text", { ...newHello, auth: { ...newHello.auth, scopes: "operator.admin" } }],
    ["auth that is text", { ...newHello, auth: "operator" }],
    ["no policy", { ...newHello, policy: undefined }],
    ["a tick of no time", { ...newHello, policy: { tickIntervalMs: 0 } }],
    ["a tick of negative time", { ...newHello, policy: { tickIntervalMs: -30_000 } }],
  ])("refuses %s", (_what, payload) => expect(() => parseHello(payload)).toThrow(UnreadableReplyError));
});

function errorOf(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
}

it("no payload makes a parser throw anything but UnreadableReplyError", async () => {
  const keys = ["pending", "paired", "presence", "device", "requestId", "deviceId", "protocol", "auth", "ts"];
  const payloads = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...keys), fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue())),
  );
  await fc.assert(
    fc.asyncProperty(payloads, async (payload) => {
      parseRequested(payload);
      parseResolved(payload);
      parsePresence(payload);
      const reading = parseDeviceList(payload).then(() => new UnreadableReplyError(""));
      await expect(reading.catch((error: unknown) => error)).resolves.toBeInstanceOf(UnreadableReplyError);
      for (const parse of [parseApproved, parseHello]) {
        expect(errorOf(() => parse(payload)) ?? new UnreadableReplyError("")).toBeInstanceOf(
          UnreadableReplyError,
        );
      }
    }),
    { numRuns: 500 },
  );
});
