import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DeviceFeed } from "./device-feed.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { DeviceList } from "#gateway/messages.ts";

interface Answer {
  readonly resolve: (list: DeviceList) => void;
  readonly reject: (error: Error) => void;
}

/** A feed whose readings a test answers, and what it puts into the cache. */
function setUp() {
  const readings: Answer[] = [];
  const shown: DeviceList[] = [];
  const feed = new DeviceFeed(() => new Promise((resolve, reject) => readings.push({ resolve, reject })), {
    get: () => shown.at(-1),
    set: (list) => shown.push(list),
  });
  const read = async (...pending: readonly PairingRequest[]): Promise<string[]> => {
    const reading = feed.read();
    readings.at(-1)?.resolve(listOf(...pending));
    return idsOf(await reading);
  };
  return {
    feed,
    readings,
    shown,
    read,
    ids: () => idsOf(shown.at(-1)),
    hear: (heard: PairingRequest) => feed.hear({ type: "requested", request: heard }),
    hearEnd: (requestId: string) => feed.hear({ type: "resolved", resolution: { requestId } }),
  };
}

function request(requestId: string, change: Partial<PairingRequest> = {}): PairingRequest {
  return { requestId, deviceId: "d", roles: [], scopes: [], isRepair: false, requestedAtMs: 1, ...change };
}

function listOf(...pending: readonly PairingRequest[]): DeviceList {
  return { pending, paired: [], unreadable: 2, readAtMs: 1 };
}

function idsOf(list: DeviceList | undefined): string[] {
  return list?.pending.map(({ requestId }) => requestId) ?? [];
}

describe("reading", () => {
  it("shows the oldest request first when the list is read for the first time", async () => {
    const { read } = setUp();
    const times = { new: 30, old: 10, middle: 20 };
    const pending = Object.entries(times).map(([id, requestedAtMs]) => request(id, { requestedAtMs }));
    expect(await read(...pending)).toEqual(["old", "middle", "new"]);
  });

  it("keeps requests in their place when they ask again, and puts new ones last", async () => {
    const { read } = setUp();
    const at = (id: string, requestedAtMs: number) => request(id, { requestedAtMs });
    await read(at("a", 10), at("b", 20), at("c", 30));
    // Old gateways give a request that asks again a new time and list it first.
    const second = await read(at("a", 90), at("e", 80), at("d", 5), at("c", 30), at("b", 20));
    expect(second).toEqual(["a", "b", "c", "d", "e"]);
    expect(await read(at("e", 80), at("b", 99), at("d", 5))).toEqual(["b", "d", "e"]);
  });

  it("moves no request that stays, whatever is listed and heard", async () => {
    const ids = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
    const entries = fc.uniqueArray(fc.record({ id: ids, requestedAtMs: fc.nat({ max: 5 }) }), {
      selector: ({ id }) => id,
    });
    const rounds = fc.array(fc.record({ listed: entries, heard: entries }), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const { feed, readings, hear, ids: shownIds } = setUp();
        for (const { listed, heard } of all) {
          const before = shownIds();
          const reading = feed.read();
          for (const { id, ...time } of heard) hear(request(id, time));
          const between = shownIds();
          expect(between.slice(0, before.length)).toEqual(before);
          readings.at(-1)?.resolve(listOf(...listed.map(({ id, ...time }) => request(id, time))));
          const now = idsOf(await reading);
          const expected = new Set<string>([...listed, ...heard].map(({ id }) => id));
          expect(now.toSorted()).toEqual([...expected].toSorted());
          const staying = between.filter((id) => expected.has(id));
          expect(now.slice(0, staying.length)).toEqual(staying);
        }
      }),
    );
  });

  it("keeps devices that are as before, and their list if all are", async () => {
    const { feed, readings } = setUp();
    const device = (deviceId: string, lastSeenAtMs = 1): PairedDevice => ({
      deviceId,
      roles: [],
      scopes: [],
      lastSeenAtMs,
      tokens: [{ role: "operator", scopes: ["operator.read"] }],
    });
    const read = async (...paired: readonly PairedDevice[]) => {
      const reading = feed.read();
      readings.at(-1)?.resolve({ ...listOf(), paired });
      return (await reading).paired;
    };
    const first = await read(device("a"), device("b"));
    expect(await read(device("a"), device("b"))).toBe(first);
    const later = await read(device("a", 2), device("b"));
    expect(later.map(({ lastSeenAtMs }) => lastSeenAtMs)).toEqual([2, 1]);
    expect(later[1]).toBe(first[1]);
    expect(await read(device("b"))).toEqual([first[1]]);
    expect(await read(device("b"), device("a", 2))).toEqual([first[1], later[0]]);
  });

  it("keeps the last list when a reading fails, and can be asked again", async () => {
    const { feed, read, readings, ids } = setUp();
    await read(request("a"));
    const failing = feed.read();
    readings.at(-1)?.reject(new Error("Not connected"));
    await expect(failing).rejects.toThrow("Not connected");
    expect(ids()).toEqual(["a"]);
    expect(await read(request("b"))).toEqual(["b"]);
  });

  it("makes one more reading, whoever asks how often while one runs", async () => {
    const { feed, readings, ids } = setUp();
    const first = feed.read();
    const others = Array.from({ length: 200 }, () => feed.read());
    expect(readings).toHaveLength(1);
    readings[0]?.resolve(listOf(request("a")));
    expect(idsOf(await first)).toEqual(["a"]);
    expect(ids()).toEqual(["a"]);
    await expect.poll(() => readings).toHaveLength(2);
    readings[1]?.resolve(listOf(request("b")));
    for (const list of await Promise.all(others)) expect(idsOf(list)).toEqual(["b"]);
    expect(readings).toHaveLength(2);
  });

  it("makes the next reading also when the one before it fails", async () => {
    const { feed, readings } = setUp();
    const first = feed.read();
    const next = feed.read();
    readings[0]?.reject(new Error("cut"));
    await expect(first).rejects.toThrow("cut");
    await expect.poll(() => readings).toHaveLength(2);
    readings[1]?.resolve(listOf(request("a")));
    expect(idsOf(await next)).toEqual(["a"]);
  });
});

describe("events while a reading runs", () => {
  it("are in its result, and cost no other reading", async () => {
    const { feed, readings, hear, hearEnd } = setUp();
    const reading = feed.read();
    const flood = Array.from({ length: 200 }, (_, index) => `flood-${index}`);
    for (const id of flood) hear(request(id, { requestedAtMs: 2 }));
    hearEnd("flood-7");
    hearEnd("listed");
    readings[0]?.resolve(listOf(request("listed"), request("other")));
    expect(idsOf(await reading)).toEqual(["other", ...flood.filter((id) => id !== "flood-7")]);
    expect(readings).toHaveLength(1);
  });

  it("are shown at once where there is a list", async () => {
    const { feed, read, readings, hear, hearEnd, ids } = setUp();
    await read(request("a"), request("b"));
    const reading = feed.read();
    hear(request("c"));
    hearEnd("a");
    expect(ids()).toEqual(["b", "c"]);
    // The gateway had put its answer together before.
    readings.at(-1)?.resolve(listOf(request("a"), request("b")));
    expect(idsOf(await reading)).toEqual(["b", "c"]);
  });

  it("do not take back what was read: gateways widen a request without an event", async () => {
    const { feed, readings, hear } = setUp();
    const reading = feed.read();
    hear(request("a", { scopes: ["operator.read"] }));
    const wider = request("a", { scopes: ["operator.admin"] });
    readings[0]?.resolve(listOf(wider));
    expect((await reading).pending).toEqual([wider]);
  });

  it("are not applied to a later reading", async () => {
    const { feed, readings, hear, read } = setUp();
    const reading = feed.read();
    hear(request("a"));
    readings[0]?.resolve(listOf());
    expect(idsOf(await reading)).toEqual(["a"]);
    expect(await read()).toEqual([]);
  });
});

describe("events", () => {
  it("make no list up before one was read", () => {
    const { hear, shown } = setUp();
    hear(request("a"));
    expect(shown).toEqual([]);
  });

  it("replace a request that is known, in its place", async () => {
    const { read, hear, shown, ids } = setUp();
    await read(request("a"), request("b"));
    const wider = request("a", { scopes: ["operator.admin"], requestedAtMs: 99 });
    hear(wider);
    expect(ids()).toEqual(["a", "b"]);
    expect(shown.at(-1)?.pending[0]).toBe(wider);
  });

  it("draw nothing anew where nothing changes", async () => {
    const { read, hearEnd, shown } = setUp();
    await read(request("a"));
    hearEnd("unknown");
    expect(shown).toHaveLength(1);
    hearEnd("a");
    expect(shown).toHaveLength(2);
  });

  it("that come late bring no request back that has ended", async () => {
    const { read, hear, hearEnd, ids } = setUp();
    await read();
    hearEnd("a");
    hear(request("a"));
    expect(ids()).toEqual([]);
  });

  it("leave the time of the reading and the list that was shown before as they were", async () => {
    const { read, hear, shown } = setUp();
    await read(request("a"));
    const [before] = shown;
    const copy = structuredClone(before);
    hear(request("b"));
    expect(before).toEqual(copy);
    expect(shown.at(-1)?.readAtMs).toBe(1);
  });
});
