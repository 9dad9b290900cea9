import { spawn } from "node:child_process";
import { join } from "node:path";
import { BootstrapError, ensureBuild, ensureDependencies, rootDir, runtime } from "./bootstrap.mjs";

/**
 * Runs the server until it ends, and ends with its exit code.
 * @param {string[]} args
 */
function serve(args) {
  // In our own process group, so that whoever kills the group gets all of it. A Ctrl-C in the terminal then reaches
  // the server directly, from us, and once more by way of npm: it takes what comes at the same time as one.
  const server = spawn(runtime, [join(rootDir, "server", "main.ts"), ...args], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
  server.on("exit", (code) => process.exit(code ?? 1));
}

try {
  ensureDependencies();
  ensureBuild();
  serve(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
