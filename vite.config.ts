import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { compression } from "vite-plugin-compression2";
import { defineConfig } from "vitest/config";

interface Modules {
  getModuleInfo: (id: string) => { isEntry: boolean; importers: readonly string[] } | null;
}

const known = new Map<string, boolean>();

/** Whether a module is imported by the entry, directly or by what it imports; not by import(). */
function isNeededFirst(id: string, modules: Modules): boolean {
  const before = known.get(id);
  if (before !== undefined) return before;
  // Ends circles; a circle is needed if anything outside of it needs it.
  known.set(id, false);
  const info = modules.getModuleInfo(id);
  const isNeeded =
    info !== null && (info.isEntry || info.importers.some((importer) => isNeededFirst(importer, modules)));
  known.set(id, isNeeded);
  return isNeeded;
}

export default defineConfig({
  // Relative asset addresses: the page then works from any folder of any static host,
  // and from a gateway's `controlUi.root` under a base path.
  base: "./",
  plugins: [
    react(),
    tailwindcss(),
    // Compressed once at build, so that serving costs nothing and the size on the wire is the best there is.
    compression({ algorithms: ["brotliCompress"], include: /\.(html|js|css|svg|json|webmanifest)$/ }),
  ],
  build: {
    target: "es2023",
    // The page's CSP forbids inline script, and an inlined asset would be a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the first screen needs in one file: as a dozen small ones it is 10 kB more, headers and all.
        codeSplitting: { groups: [{ name: (id, context) => (isNeededFirst(id, context) ? "first" : null) }] },
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
