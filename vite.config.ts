import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { compression } from "vite-plugin-compression2";
import { defineConfig } from "vitest/config";

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
  },
});
