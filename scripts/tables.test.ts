import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const src = fileURLToPath(new URL("../src", import.meta.url));

/** A value that is not known is no entry of a table: the parameters of a call, a parsed object. */
const LOOK_UP_TYPE = /Record<string, (?!unknown>)|\[\w+: string\]: (?!unknown;)/;

// Such a type allows any word as a key, and a plain object also has "constructor".
it("nothing is looked up in a plain object by a word that may come from outside; that is what tableOf is for", async () => {
  const found: string[] = [];
  for await (const file of glob("**/*.{ts,tsx}", { cwd: src })) {
    if (file === "lib/table.ts") continue;
    for (const line of (await readFile(join(src, file), "utf8")).split("\n")) {
      if (LOOK_UP_TYPE.test(line) && !/satisfies Record<string, /.test(line)) found.push(`${file}: ${line}`);
    }
  }
  expect(found).toEqual([]);
});
