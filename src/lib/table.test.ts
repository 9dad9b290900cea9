import { expect, it } from "vitest";

import { tableOf } from "./table.ts";
import { INHERITED_NAMES } from "./test-support/inherited-names.ts";

it("knows what was put in, and nothing that every object inherits", () => {
  const table = tableOf({ known: 1 });
  expect(table.get("known")).toBe(1);
  expect(INHERITED_NAMES).toContain("__proto__");
  for (const name of INHERITED_NAMES) expect(table.get(name)).toBeUndefined();
});
