import { describe, expect, it } from "vitest";
import { NO_FILTERS } from "./device-view.ts";
import { activeFilters, approvalWords } from "./saved-views.ts";

describe("how an approval came about", () => {
  it("says that an operator approved it, and not that this person did", () => {
    expect(approvalWords("owner")).toBe("by an operator");
    expect(activeFilters({ ...NO_FILTERS, approvedVia: "owner" })).toMatchObject([
      { text: "Approved by an operator" },
    ]);
  });

  it.each([
    ["silent", "silently"],
    ["constructor", "via constructor"],
    ["x\u202ey", "via x[RLO]y"],
  ])("puts %j as %j", (via, words) => expect(approvalWords(via)).toBe(words));
});
