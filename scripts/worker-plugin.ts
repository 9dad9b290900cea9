import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build, type Plugin } from "vite";
import { PAGE_HEADERS, SECURITY_HEADERS } from "../server/headers.ts";

const WORKER = fileURLToPath(new URL("../worker/worker.ts", import.meta.url));
const INDEX = "index.html";

function integrityOf(content: string | Uint8Array): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

/** Bundles the worker into one script, with what it has to know about the page. */
async function buildWorker(facts: object): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    define: { BUILD: JSON.stringify(facts) },
    build: {
      write: false,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: { input: WORKER, output: { format: "iife" } },
    },
  });
  const [chunk] = [output].flat().flatMap((one) => ("output" in one ? one.output : []));
  if (chunk?.type !== "chunk") throw new Error("The service worker was not built");
  return chunk.code;
}

/** Adds `sw.js`, the service worker, which keeps all files of the built page. */
export function pageWorker(): Plugin {
  let publicDir = "";
  return {
    name: "page-worker",
    apply: "build",
    enforce: "post",
    configResolved: (config) => {
      ({ publicDir } = config);
    },
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const built = Object.values(bundle).map((file): readonly [string, string | Uint8Array] => [
          file.fileName,
          file.type === "asset" ? file.source : file.code,
        ]);
        const index = built.find(([path]) => path === INDEX)?.[1];
        if (typeof index !== "string") throw new Error("The service worker needs the built index");
        // Icons are for the system, which keeps them where the page is installed.
        const publicPaths = (await readdir(publicDir)).filter((path) => !path.endsWith(".png"));
        const named = await Promise.all(
          publicPaths.map(async (path) => [path, await readFile(join(publicDir, path))] as const),
        );
        const files = [...built, ...named]
          .filter(([path]) => path !== INDEX && !path.endsWith(".br"))
          .map(([path, content]) => [path, integrityOf(content)] as const);
        const source = await buildWorker({
          files,
          index: {
            body: index,
            headers: { "Content-Type": "text/html; charset=utf-8", ...PAGE_HEADERS, ...SECURITY_HEADERS },
          },
          version: integrityOf(JSON.stringify([index, files])).slice(7, 19),
        });
        this.emitFile({ type: "asset", fileName: "sw.js", source });
        // The plugin that compresses the others is done before the digests can be made.
        this.emitFile({ type: "asset", fileName: "sw.js.br", source: brotliCompressSync(source) });
      },
    },
  };
}
