import { spawnSync } from "node:child_process";
import { BootstrapError, ensureDependencies, rootDir } from "./bootstrap.mjs";

/** `npm run pack:plugin`: makes the package. Installs the dependencies first if need be. */

try {
  ensureDependencies();
  const { status } = spawnSync("npm", ["pack", ...process.argv.slice(2)], { cwd: rootDir, stdio: "inherit" });
  process.exitCode = status ?? 1;
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
