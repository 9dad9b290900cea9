import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { compression } from "vite-plugin-compression2";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { classicScripts, PART_FILE } from "./scripts/classic-plugin.ts";
import { pageWorker } from "./scripts/worker-plugin.ts";
import { POLICY_METAS } from "./server/headers.ts";

interface Modules {
  getModuleInfo: (id: string) => { isEntry: boolean; importers: readonly string[] } | null;
}

/** Where the second part of the page begins: main.ts imports it while the connection is being opened. */
const SCREEN = fileURLToPath(new URL("src/screen.tsx", import.meta.url));

/** Whether a module is imported, directly or by what imports it, from `isRoot`; not by import(). */
function reachedFrom(isRoot: (id: string, modules: Modules) => boolean) {
  const known = new Map<string, boolean>();
  const isReached = (id: string, modules: Modules): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // Ends circles; a circle is needed if anything outside of it needs it.
    known.set(id, false);
    const importers = modules.getModuleInfo(id)?.importers ?? [];
    const reached = isRoot(id, modules) || importers.some((importer) => isReached(importer, modules));
    known.set(id, reached);
    return reached;
  };
  return isReached;
}

const isOfConnection = reachedFrom((id, modules) => modules.getModuleInfo(id)?.isEntry === true);
const isOfScreen = reachedFrom((id) => id === SCREEN);

/** What the first screen needs in two files: as a dozen small ones it is 10 kB more, headers and all. */
function partOf(id: string, modules: Modules): string | null {
  if (isOfConnection(id, modules)) return "connection";
  return isOfScreen(id, modules) ? "screen" : null;
}

/** The router's components look as if it mattered to make them, so the bundler would keep those that nothing uses. */
function dropUnusedOfRouter(): Plugin {
  return {
    name: "drop-unused-of-router",
    apply: "build",
    transform: {
      filter: { id: /\/node_modules\/react-router\// },
      handler: (code) => ({
        code: code
          .replaceAll(/^\w+\.displayName = "\w+";$/gm, "")
          .replaceAll(
            /(?<== )React\$1\.(?=forwardRef\(|createContext\(|memo\()/g,
            "/* @__PURE__ */ React$1.",
          ),
        map: null,
      }),
    },
  };
}

/** Writes the policy into the built page. While developing, Vite needs inline scripts. */
function statePolicy(): Plugin {
  return {
    name: "state-policy",
    apply: "build",
    transformIndexHtml: () =>
      POLICY_METAS.map((attrs) => ({ tag: "meta", attrs: { ...attrs }, injectTo: "head-prepend" })),
  };
}

export default defineConfig({
  // Relative asset addresses: the page then works from any folder of any static host,
  // and from a gateway's `controlUi.root` under a base path.
  base: "./",
  plugins: [
    react(),
    tailwindcss(),
    classicScripts(),
    dropUnusedOfRouter(),
    statePolicy(),
    pageWorker(),
    // Compressed once at build, so that serving costs nothing and the size on the wire is the best there is.
    compression({
      algorithms: ["brotliCompress"],
      include: /\.(html|js|css|svg|json|webmanifest)$/,
      exclude: PART_FILE,
    }),
  ],
  build: {
    target: "es2023",
    // The page's CSP forbids inline script, and an inlined asset would be a data: address.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Classic scripts, which are there already.
      resolveDependencies: (_file, deps) => deps.filter((dep) => !PART_FILE.test(dep)),
    },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: partOf }] },
      },
    },
  },
  test: {
    include: [
      "src/**/*.test.{ts,tsx}",
      "server/**/*.test.ts",
      "sandbox/**/*.test.ts",
      "bench/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    environment: "node",
    // Property tests are thorough, and machines are busy: slowness is no failure.
    testTimeout: 60_000,
  },
});
