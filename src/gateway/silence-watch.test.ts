import { expect, it } from "vitest";
import { isSilent } from "./silence-watch.ts";

it.each([
  [0, false],
  [60_000, false],
  [60_001, true],
])("with a tick every 30 s, %i ms without a frame: %s", (ms, silent) => {
  expect(isSilent(1_000, 1_000 + ms, 30_000)).toBe(silent);
});
