import { defineConfig } from "vite";

/** Bundles the command and the plugin of the package (`npm pack`). */
export default defineConfig({
  build: {
    ssr: true,
    outDir: "bin",
    target: "node20",
    // People read a plugin before they install it.
    minify: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: { gatehouse: "server/command.ts", plugin: "server/plugin.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" },
    },
  },
  ssr: { noExternal: true },
});
