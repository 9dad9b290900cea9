import { expect, it } from "vitest";

import { dueEnds, isDay, withEnd, withoutEnd, type AccessEnd } from "./access-end.ts";

const end = (deviceId: string, endsOn: string, gatewayUrl = "ws://one"): AccessEnd => ({
  gatewayUrl,
  deviceId,
  endsOn,
  how: "remove",
});

it("is due from the beginning of its day", () => {
  const ends = [end("a", "2026-11-30"), end("b", "2026-12-01"), end("c", "2026-12-02")];
  expect(dueEnds(ends, "2026-12-01").map(({ deviceId }) => deviceId)).toEqual(["a", "b"]);
});

it("is one for each device of a gateway, the next first", () => {
  const ends = [end("a", "2026-12-05"), end("b", "2026-12-04"), end("a", "2026-12-06", "ws://two")];
  const all = ends.reduce<readonly AccessEnd[]>(withEnd, []);
  expect(all.map(({ endsOn }) => endsOn)).toEqual(["2026-12-04", "2026-12-05", "2026-12-06"]);
  const later = withEnd(all, end("b", "2026-12-09"));
  expect(later.map(({ deviceId, endsOn }) => `${deviceId} ${endsOn}`)).toEqual([
    "a 2026-12-05",
    "a 2026-12-06",
    "b 2026-12-09",
  ]);
  expect(withoutEnd(later, { gatewayUrl: "ws://one", deviceId: "a" })).toHaveLength(2);
});

it.each([
  ["2026-12-24", true],
  ["2026-13-24", false],
  ["24.12.2026", false],
  ["", false],
])("takes %j for a day: %s", (text, is) => expect(isDay(text)).toBe(is));
