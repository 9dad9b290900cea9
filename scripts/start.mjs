import { spawn } from "node:child_process";
import { join } from "node:path";
import { BootstrapError, ensureBuild, ensureDependencies, rootDir, runtime } from "./bootstrap.mjs";

const PARENT_CHECK_MS = 500;

/**
 * Runs the server until it ends, and ends with its exit code.
 * @param {string[]} args
 */
function serve(args) {
  // In our own process group, so that killing the group ends everything. A Ctrl-C in the terminal then reaches the
  // server directly, from us, and again through npm: it counts signals at the same time as one. The channel tells it
  // when this process has ended without a signal.
  const server = spawn(runtime, [join(rootDir, "server", "main.ts"), ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) {
    // npm sends SIGTERM to the shell between it and us, and that shell does not pass it on.
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || server.kill("SIGTERM"), PARENT_CHECK_MS).unref();
  }
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
