import { describe, expect, it } from "vitest";
import { countedIcon } from "./tab-icon.ts";

describe("countedIcon", () => {
  it.each([
    [1, ">1<"],
    [9, ">9<"],
    [10, ">9+<"],
    [700, ">9+<"],
  ])("writes %i as %s", (count, text) => expect(decodeURIComponent(countedIcon(count))).toContain(text));
});
