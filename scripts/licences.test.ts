import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

/** Everything that can end up in the built page, with what it depends on itself, may be used by anybody. */

const root = fileURLToPath(new URL("..", import.meta.url));
const PERMISSIVE = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "Unlicense",
]);

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.optional(z.string()),
  dependencies: z.optional(z.record(z.string(), z.string())),
  optionalDependencies: z.optional(z.record(z.string(), z.string())),
});
type Manifest = z.infer<typeof manifest>;

function readManifest(directory: string): Manifest {
  return manifest.parse(JSON.parse(readFileSync(join(directory, "package.json"), "utf8")));
}

/** Where a package is, seen from another one; null where it is not installed. */
function locate(name: string, from: string): string | null {
  for (let directory = from; ; directory = dirname(directory)) {
    const candidate = join(directory, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (directory === dirname(directory)) return null;
  }
}

/** All production dependencies, with theirs. */
function collect(directory: string, found = new Map<string, Manifest>()): Map<string, Manifest> {
  const { dependencies, optionalDependencies } = readManifest(directory);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const place = locate(name, directory);
    if (place === null) {
      // Only what is optional may be missing.
      expect(dependencies, `${name} is not installed`).not.toHaveProperty([name]);
      continue;
    }
    if (found.has(place)) continue;
    found.set(place, readManifest(place));
    collect(place, found);
  }
  return found;
}

describe("production dependencies", () => {
  const packages = [...collect(root).values()];
  const direct = Object.keys(readManifest(root).dependencies ?? {});

  it("are found", () => {
    const names = packages.map(({ name }) => name);
    for (const name of direct) expect(names).toContain(name);
  });

  it.each(packages)("$name $version may be used by anybody: $license", ({ license }) => {
    const choices = (license ?? "").replace(/[()]/g, "").split(" OR ");
    expect(choices.some((choice) => PERMISSIVE.has(choice))).toBe(true);
  });

  it("are all explained in docs/dependencies.md, and no others are", () => {
    const text = readFileSync(join(root, "docs/dependencies.md"), "utf8");
    const listed = [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name = ""]) => name);
    expect(new Set(listed)).toEqual(new Set(direct));
  });
});
