import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const ROOT_DIR = fileURLToPath(new URL("../..", import.meta.url));

const packResult = z.tuple([
  z.object({
    filename: z.string(),
    size: z.number(),
    files: z.array(z.object({ path: z.string(), size: z.number() })),
  }),
]);

/** The package as `npm pack` makes it of what is built. */
export interface Packed {
  readonly file: string;
  /** The file's size. */
  readonly bytes: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Runs npm and gives what it prints. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  return (await promisify(execFile)("npm", [...args, "--no-audit", "--no-fund"], { cwd })).stdout;
}

/** Packs without building: that would take the page away from under tests that run at the same time. */
export async function pack(directory: string): Promise<Packed> {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", directory];
  const [{ filename, size, files }] = packResult.parse(JSON.parse(await npm(args, ROOT_DIR)));
  return { file: join(directory, filename), bytes: size, files };
}

/** The same for all files of a kind whose names change with their content: `dist/assets/*.js`. */
export function groupOf(path: string): string {
  return path.replace(/^(dist\/assets\/).*?(\.\w+(?:\.br)?)$/, "$1*$2");
}
