import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { deviceListOptions, updateDeviceList, withoutRequest, withRequest } from "./device-list.ts";
import { createQueryClient } from "./query-client.ts";
import type { PairingRequest } from "#domain/device.ts";
import { GatewayConnection } from "#gateway/connection.ts";
import type { CredentialVault } from "#gateway/credentials.ts";
import { UnreadableReplyError, type DeviceList } from "#gateway/messages.ts";
import { GatewayRequestError } from "#gateway/requests.ts";

const GATEWAY = "ws://nas:18789";

function unused(): never {
  throw new Error("Reading a list opens no connection");
}

/** A connection of which only `request` works, and the cache that it feeds. */
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
  const asked = vi.spyOn(connection, "request");
  const queryClient = createQueryClient();
  const options = deviceListOptions(connection, GATEWAY);
  const read = async (...pending: readonly ReturnType<typeof wire>[]): Promise<string[]> => {
    asked.mockResolvedValueOnce({ pending, paired: [] });
    const list = await queryClient.fetchQuery({ ...options, staleTime: 0 });
    return idsOf(list);
  };
  return { connection, asked, queryClient, options, read };
}

/** A pending entry as gateways send it. */
function wire(requestId: string, ts = 1) {
  return { requestId, deviceId: `device-${requestId}`, role: "operator", roles: [], scopes: [], ts };
}

function request(requestId: string, change: Partial<PairingRequest> = {}): PairingRequest {
  return { requestId, deviceId: "d", roles: [], scopes: [], isRepair: false, requestedAtMs: 1, ...change };
}

function listOf(...ids: readonly string[]): DeviceList {
  return { pending: ids.map((id) => request(id)), paired: [], unreadable: 2, readAtMs: 1 };
}

function idsOf(list: DeviceList): string[] {
  return list.pending.map(({ requestId }) => requestId);
}

describe("deviceListOptions", () => {
  it("asks the gateway for its list", async () => {
    const { asked, read } = setUp();
    await read(wire("a"));
    expect(asked.mock.calls).toEqual([["device.pair.list"]]);
  });

  it("shows the oldest request first when the list is read for the first time", async () => {
    const { read } = setUp();
    expect(await read(wire("new", 30), wire("old", 10), wire("middle", 20))).toEqual([
      "old",
      "middle",
      "new",
    ]);
  });

  it("keeps requests in their place when they ask again, and puts new ones last", async () => {
    const { read } = setUp();
    await read(wire("a", 10), wire("b", 20), wire("c", 30));
    // Old gateways give a request that asks again a new time and list it first.
    expect(await read(wire("a", 90), wire("e", 80), wire("d", 5), wire("c", 30), wire("b", 20))).toEqual([
      "a",
      "b",
      "c",
      "d",
      "e",
    ]);
    expect(await read(wire("e", 80), wire("b", 99), wire("d", 5))).toEqual(["b", "d", "e"]);
  });

  it("moves no request that stays, whatever the gateway lists and in which order", async () => {
    const entries = fc.uniqueArray(
      fc.record({ id: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), ts: fc.nat({ max: 5 }) }),
      { selector: ({ id }) => id },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(entries, { minLength: 2, maxLength: 5 }), async (readings) => {
        const { read } = setUp();
        let before: string[] = [];
        for (const reading of readings) {
          const now = await read(...reading.map(({ id, ts }) => wire(id, ts)));
          expect(now.toSorted()).toEqual(reading.map(({ id }) => id).toSorted());
          const staying = before.filter((id) => now.includes(id));
          expect(now.slice(0, staying.length)).toEqual(staying);
          before = now;
        }
      }),
    );
  });

  it("keeps devices that are as before, and their list if all are", async () => {
    const { asked, queryClient, options } = setUp();
    const device = (deviceId: string, lastSeenAtMs = 1) => ({
      deviceId,
      lastSeenAtMs,
      tokens: [{ role: "operator", scopes: ["operator.read"] }],
    });
    const read = async (...paired: readonly ReturnType<typeof device>[]) => {
      asked.mockResolvedValueOnce({ pending: [], paired });
      return (await queryClient.fetchQuery({ ...options, staleTime: 0 })).paired;
    };
    const first = await read(device("a"), device("b"));
    expect(await read(device("a"), device("b"))).toBe(first);
    const later = await read(device("a", 2), device("b"));
    expect(later.map(({ lastSeenAtMs }) => lastSeenAtMs)).toEqual([2, 1]);
    expect(later[1]).toBe(first[1]);
    const fewer = await read(device("b"));
    expect(fewer).toEqual([first[1]]);
    expect(await read(device("b"), device("a", 2))).toEqual([first[1], later[0]]);
  });

  it("keeps the lists of two gateways apart", async () => {
    const { connection, asked, queryClient, options, read } = setUp();
    await read(wire("b", 10), wire("a", 20));
    asked.mockResolvedValueOnce({ pending: [wire("a", 1), wire("b", 2)], paired: [] });
    const other = deviceListOptions(connection, "ws://other:18789");
    expect(idsOf(await queryClient.fetchQuery(other))).toEqual(["a", "b"]);
    expect(idsOf(queryClient.getQueryData(options.queryKey) ?? listOf())).toEqual(["b", "a"]);
  });

  it("keeps the last reading when the next one fails", async () => {
    const { asked, queryClient, options, read } = setUp();
    await read(wire("a"));
    asked.mockResolvedValue("junk");
    const failing = queryClient.fetchQuery({ ...options, staleTime: 0, retry: false });
    await expect(failing).rejects.toThrow(UnreadableReplyError);
    asked.mockRejectedValue(
      new GatewayRequestError("device.pair.list", "not-sent", new Error("Not connected")),
    );
    const broken = queryClient.fetchQuery({ ...options, staleTime: 0, retry: false });
    await expect(broken).rejects.toThrow("Not connected");
    expect(idsOf(queryClient.getQueryData(options.queryKey) ?? listOf())).toEqual(["a"]);
  });
});

describe("withRequest", () => {
  it("puts a new request last", () => {
    expect(idsOf(withRequest(listOf("a", "b"), request("c", { requestedAtMs: 0 })))).toEqual(["a", "b", "c"]);
  });

  it("replaces a request that is known, in its place", () => {
    const wider = request("a", { scopes: ["operator.admin"], requestedAtMs: 99 });
    const list = withRequest(listOf("a", "b"), wider);
    expect(idsOf(list)).toEqual(["a", "b"]);
    expect(list.pending[0]).toBe(wider);
  });
});

describe("withoutRequest", () => {
  it.each([
    ["a", ["b", "c"]],
    ["b", ["a", "c"]],
    ["unknown", ["a", "b", "c"]],
    ["", ["a", "b", "c"]],
  ])("takes out %j", (requestId, ids) => {
    expect(idsOf(withoutRequest(listOf("a", "b", "c"), requestId))).toEqual(ids);
  });
});

it("a request that comes and goes leaves the list as it was, and the list shown before untouched", () => {
  const ids = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));
  fc.assert(
    fc.property(ids, (present) => {
      const before = listOf(...present);
      const copy = structuredClone(before);
      const added = withRequest(before, request("new"));
      expect(withRequest(added, request("new"))).toEqual(added);
      expect(withoutRequest(added, "new")).toEqual(copy);
      expect(before).toEqual(copy);
    }),
  );
});

describe("updateDeviceList", () => {
  it("changes the list that was read", async () => {
    const { queryClient, options, read } = setUp();
    await read(wire("a"), wire("b"));
    updateDeviceList(queryClient, options, (list) => withoutRequest(list, "a"));
    expect(idsOf(queryClient.getQueryData(options.queryKey) ?? listOf())).toEqual(["b"]);
  });

  it("draws nothing anew where nothing changes", async () => {
    const { queryClient, options, read } = setUp();
    await read(wire("a"));
    const told = vi.fn<() => void>();
    queryClient.getQueryCache().subscribe(told);
    updateDeviceList(queryClient, options, (list) => withoutRequest(list, "unknown"));
    expect(told).not.toHaveBeenCalled();
    updateDeviceList(queryClient, options, (list) => withoutRequest(list, "a"));
    expect(told).toHaveBeenCalled();
  });

  it("makes no list up before one was read", () => {
    const { queryClient, options } = setUp();
    updateDeviceList(queryClient, options, (list) => withRequest(list, request("a")));
    expect(queryClient.getQueryData(options.queryKey)).toBeUndefined();
  });
});
