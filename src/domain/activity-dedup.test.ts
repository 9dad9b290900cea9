import { describe, expect, it } from "vitest";
import type { ActivityEntry, StoredActivity, Write } from "./activity.ts";
import { deduplicate, relevantSinceMs } from "./activity-dedup.ts";

const seen: ActivityEntry = {
  kind: "request-seen",
  atMs: 1,
  requestId: "r",
  deviceId: "d",
  roles: ["operator"],
  scopes: ["operator.read", "operator.write"],
  isRepair: false,
};
const approved: ActivityEntry = {
  kind: "request-ended",
  atMs: 2,
  requestId: "r",
  deviceId: "d",
  name: "Ada",
  how: "approved",
  by: "elsewhere",
};
/** A gateway's word about a request that it never announced. */
const unheard: ActivityEntry = { ...approved, name: undefined };
const gone: ActivityEntry = { ...approved, how: "gone" };
const appeared: ActivityEntry = {
  kind: "device-appeared",
  atMs: 3,
  deviceId: "d",
  name: "Ada",
  roles: [],
  scopes: [],
  by: "elsewhere",
};
const vanished: ActivityEntry = { ...appeared, kind: "device-vanished" };

function write(action: Write["action"], outcome: Write["outcome"] = "done"): ActivityEntry {
  return { kind: "write", action, outcome, atMs: 2, requestId: "r", deviceId: "d" };
}

function kept(entry: ActivityEntry): StoredActivity {
  return { ...entry, gateway: "g", id: 1 };
}

describe("deduplicate", () => {
  it("keeps what is new", () => {
    for (const entry of [seen, approved, gone, appeared, vanished, write("remove")]) {
      expect(deduplicate(entry, [])).toEqual({ entry, superseded: [] });
    }
  });

  it.each<[string, ActivityEntry, ActivityEntry]>([
    ["a request that another tab has seen", seen, seen],
    ["a request with its wishes in another order", seen, { ...seen, scopes: seen.scopes.toReversed() }],
    ["an end that another tab has heard of", approved, approved],
    ["an end that is only concluded from a list", approved, gone],
    ["the event that follows an approval by this browser", write("approve"), approved],
    ["the list that follows an approval by this browser", write("approve"), appeared],
    ["the list that follows an approval elsewhere", approved, appeared],
    ["the list that follows a removal by this browser", write("remove"), vanished],
    ["a device that another tab has missed", vanished, vanished],
    ["a pairing without a request, which another tab has read the name of", appeared, unheard],
  ])("keeps once: %s", (_what, first, second) => {
    expect(deduplicate(second, [kept(first)])).toEqual({ entry: null, superseded: [] });
  });

  it.each<[string, ActivityEntry, ActivityEntry]>([
    ["a conclusion by the event", gone, approved],
    ["the event by what this browser did", approved, write("approve")],
    ["a conclusion by what this browser did", gone, write("reject")],
    ["a new device by its approval", appeared, approved],
    ["a missing device by its removal", vanished, write("remove")],
    ["a pairing without a request by the device, once it has a name", unheard, appeared],
  ])("replaces %s", (_what, first, second) => {
    expect(deduplicate(second, [kept(first)])).toEqual({ entry: second, superseded: [kept(first)] });
  });

  it.each<[string, ActivityEntry, ActivityEntry]>([
    ["a request that asks for more under its old id", seen, { ...seen, scopes: ["operator.admin"] }],
    ["another request of the same device", seen, { ...seen, requestId: "r2" }],
    ["each write, also a second one", write("rotate"), write("rotate")],
    ["a removal that was refused, and one elsewhere", write("remove", "refused"), vanished],
    ["a device that is back after it was removed", vanished, appeared],
    ["an end after a rejected attempt to bring it about", write("approve", "refused"), approved],
  ])("keeps both: %s", (_what, first, second) => {
    expect(deduplicate(second, [kept(first)])).toEqual({ entry: second, superseded: [] });
  });

  it.each<[ActivityEntry, ActivityEntry]>([
    [write("approve", "unknown"), approved],
    [write("approve", "unknown"), appeared],
    [write("reject", "unknown"), gone],
    [write("remove", "unknown"), vanished],
  ])("does not say elsewhere where this browser may have done it", (first, second) => {
    expect(deduplicate(second, [kept(first)]).entry).toEqual({ ...second, by: "unclear" });
  });

  it("says elsewhere where this browser tried the opposite", () => {
    expect(deduplicate(approved, [kept(write("reject", "unknown"))]).entry).toEqual(approved);
  });
});

describe("relevantSinceMs", () => {
  it("goes back to the reading before, or a little", () => {
    expect(relevantSinceMs(appeared, 100_000)).toBeLessThan(100_000);
    expect(relevantSinceMs({ ...appeared, atMs: 100_000 })).toBeLessThan(100_000);
  });
});
