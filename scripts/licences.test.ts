import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

/**
 * Every package that is built in, with its dependencies, has a permissive licence. package.json lists all packages as
 * development dependencies, so these are found by the imports of the sources.
 */

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

/** The packages that files import, by whatever way. */
function importedBy(pattern: string): ReadonlySet<string> {
  const files = globSync(pattern, { cwd: root }).filter((file) => !/\.test\.|test-support/.test(file));
  const names = files.flatMap((file) =>
    [
      ...readFileSync(join(root, file), "utf8").matchAll(
        /(?:\bfrom |^import |\bimport\()"((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^"]*)?"/gm,
      ),
    ].map(([, name = ""]) => name),
  );
  return new Set(names.filter((name) => !name.startsWith(".")));
}

/** A package with what it depends on. */
function collect(name: string, from: string, found: Map<string, Manifest>): void {
  const place = locate(name, from);
  if (place === null || found.has(place)) return;
  const { dependencies, optionalDependencies } = readManifest(place);
  found.set(place, readManifest(place));
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) {
    // Only what is optional may be missing.
    if (locate(next, place) === null) {
      expect(optionalDependencies ?? {}, `${next} is not installed`).toHaveProperty([next]);
    }
    collect(next, place, found);
  }
}

describe("what is built into the package", () => {
  const direct = [...importedBy("src/**/*.{ts,tsx}"), ...importedBy("server/page*.ts")];
  const found = new Map<string, Manifest>();
  for (const name of direct) collect(name, root, found);
  const packages = [...found.values()];

  it("is found", () => {
    const names = packages.map(({ name }) => name);
    for (const name of direct) expect(names).toContain(name);
    expect(direct).toEqual(expect.arrayContaining(["react", "zod", "lucide-react", "sirv"]));
  });

  it("is not installed once more with it", () => {
    expect(readManifest(root).dependencies).toBeUndefined();
    expect(readManifest(root).optionalDependencies).toBeUndefined();
  });

  it.each(packages)("$name $version may be used by anybody: $license", ({ license }) => {
    const choices = (license ?? "").replace(/[()]/g, "").split(" OR ");
    expect(choices.some((choice) => PERMISSIVE.has(choice))).toBe(true);
  });

  it("is explained in docs/dependencies.md where our own files import it, and nothing else is", () => {
    const text = readFileSync(join(root, "docs/dependencies.md"), "utf8");
    const listed = [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name = ""]) => name);
    expect(listed).toEqual(expect.arrayContaining(direct));
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(listed));
  });
});
