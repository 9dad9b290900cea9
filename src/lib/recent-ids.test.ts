import { expect, it } from "vitest";
import { RecentIds } from "./recent-ids.ts";

it("forgets the oldest of more than it may hold, and nothing else", () => {
  const ids = new RecentIds(2);
  for (const id of ["a", "b", "b", "c"]) ids.add(id);
  expect(["a", "b", "c"].map((id) => ids.has(id))).toEqual([false, true, true]);
});
