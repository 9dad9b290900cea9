import { spawn } from "node:child_process";
import { join } from "node:path";
import { BootstrapError, ensureBuild, ensureDependencies, rootDir, runtime } from "./bootstrap.mjs";

const PARENT_CHECK_MS = 500;

/**
 * Runs the server until it ends, and ends with its exit code.
 * @param {string[]} args
 */
function serve(args) {
  // In our own process group, so that whoever kills the group gets all of it. A Ctrl-C in the terminal then reaches
  // the server directly, from us, and once more by way of npm: it takes what comes at the same time as one.
  // By the channel it notices when we are gone without a signal.
  const server = spawn(runtime, [join(rootDir, "server", "main.ts"), ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) {
    // npm hands a SIGTERM to the shell between it and us, and that shell dies without telling us.
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
