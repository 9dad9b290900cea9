import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { formatTable } from "./statistics.ts";

/**
 * What each dependency weighs in the built page: its part of the minified scripts, compressed by itself with gzip.
 * The parts together are a little more than the whole, since each is compressed alone.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The numbers of one segment of a source map (base64 VLQ). */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value += (bits & 31) * 2 ** shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/** The package that a source file belongs to; `(this project)` for our own, `(bundler)` for what has no source. */
function packageOf(file: string | undefined): string {
  if (file === undefined) return "(bundler)";
  const [, inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return inside ?? "(this project)";
}

/** Adds the text of a chunk to the packages that it comes from. */
function share(chunk: Rolldown.OutputChunk, directory: string, texts: Map<string, string[]>): void {
  const { map } = chunk;
  // The bundler's own few lines have none.
  if (!map) {
    texts.set(packageOf(undefined), [...(texts.get(packageOf(undefined)) ?? []), chunk.code]);
    return;
  }
  const from = dirname(join(directory, chunk.fileName));
  const owners = map.sources.map((source) => packageOf(relative(ROOT, resolve(from, source))));
  const lines = chunk.code.split("\n");
  let source = 0;
  // A text over several lines, such as a word list, has a mark at its beginning only.
  let owner = packageOf(undefined);
  for (const [number, segments] of map.mappings.split(";").entries()) {
    const line = lines[number] ?? "";
    let column = 0;
    const add = (end: number) => {
      const known = texts.get(owner);
      if (known) known.push(line.slice(column, end));
      else texts.set(owner, [line.slice(column, end)]);
      column = end;
    };
    for (const segment of segments === "" ? [] : segments.split(",")) {
      const [columns = 0, sources] = decode(segment);
      add(column + columns);
      if (sources !== undefined) source += sources;
      owner = sources === undefined ? packageOf(undefined) : (owners[source] ?? packageOf(undefined));
    }
    add(line.length);
  }
}

const directory = await mkdtemp(join(tmpdir(), "gatehouse-sizes-"));
try {
  const built = await build({
    root: ROOT,
    logLevel: "error",
    build: { outDir: directory, emptyOutDir: true, sourcemap: "hidden" },
  });
  const texts = new Map<string, string[]>();
  for (const { output } of Array.isArray(built) ? built : "output" in built ? [built] : [])
    for (const file of output) if (file.type === "chunk") share(file, directory, texts);
  const sizes = [...texts].map(([name, parts]) => {
    const text = parts.join("");
    return { name, bytes: text.length, gzipBytes: gzipSync(text, { level: 9 }).length };
  });
  console.log(
    formatTable([
      ["package", "minified", "gzip"],
      ...sizes
        .toSorted((a, b) => b.gzipBytes - a.gzipBytes)
        .map(({ name, bytes, gzipBytes }) => [
          name,
          `${(bytes / 1000).toFixed(1)} kB`,
          `${(gzipBytes / 1000).toFixed(1)} kB`,
        ]),
    ]),
  );
} finally {
  await rm(directory, { recursive: true, force: true });
}
