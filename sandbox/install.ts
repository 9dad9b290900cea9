import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { messageOf, SandboxError } from "./errors.ts";
import { createGuard } from "./guard.ts";

/** Where gateways are installed: one directory a version, below the repository's root. */
const GATEWAYS_DIR = fileURLToPath(new URL("../.gateways", import.meta.url));

/** The last version of a line of gateways that the panel is tested with. */
const KNOWN_LINES: Readonly<Record<string, string>> = { "2026.3": "2026.3.13", "2026.9": "2026.9.6" };

const EXACT_VERSION = /^\d{4}\.\d{1,2}\.\d{1,2}(-[0-9A-Za-z.-]+)?$/;

const PROGRESS_INTERVAL_MS = 4_000;

export type InstallFailure = "bad-version" | "network" | "no-such-version" | "disk-full" | "failed";

export class InstallError extends SandboxError {
  override readonly name = "InstallError";
  readonly reason: InstallFailure;

  constructor(reason: InstallFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** "2026.3" and "2026.9" become the version that is meant by them; an exact version stays as it is. */
export function resolveVersion(spec: string): string {
  const version = KNOWN_LINES[spec] ?? spec;
  if (EXACT_VERSION.test(version)) return version;
  const lines = Object.keys(KNOWN_LINES).join(", ");
  throw new InstallError(
    "bad-version",
    `"${spec}" is no gateway version; give ${lines}, or one like 2026.9.6.`,
  );
}

/** The script that starts this version's `openclaw`, once it is installed. */
export function openclawScript(version: string): string {
  return join(GATEWAYS_DIR, version, "node_modules", "openclaw", "openclaw.mjs");
}

/** Says in one line what npm's error output means. */
export function explainNpmFailure(version: string, stderr: string): InstallError {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(stderr)?.[1] ?? "";
  if (code === "ENOSPC" || stderr.includes("ENOSPC"))
    return new InstallError(
      "disk-full",
      `No space left to install openclaw ${version} (it needs about 1 GB).`,
    );
  if (code === "ETARGET" || code === "E404")
    return new InstallError("no-such-version", `There is no openclaw ${version} in the package registry.`);
  if (/^(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)$/.test(code))
    return new InstallError(
      "network",
      `openclaw ${version} is not installed and the package registry cannot be reached (${code}).`,
    );
  const line = /npm (?:error|ERR!) (?!code )(.+)/.exec(stderr)?.[1] ?? "npm failed without a reason";
  return new InstallError("failed", `openclaw ${version} could not be installed: ${line}`);
}

/** The size of a directory in megabytes, or `null` if it is unknown. */
function megabytesOnDisk(directory: string): Promise<number | null> {
  return new Promise((resolve) => {
    // `du` exits with 1 when a file vanishes under it, which npm's files do; its sum is good all the same.
    execFile("du", ["-sk", directory], (_error, stdout) => {
      const kilobytes = Number.parseInt(stdout, 10);
      resolve(Number.isNaN(kilobytes) ? null : Math.round(kilobytes / 1024));
    });
  });
}

/** Calls `onProgress` every few seconds until the returned function is called. */
function reportProgress(version: string, directory: string, onProgress: (line: string) => void): () => void {
  const startedAtMs = Date.now();
  const timer = setInterval(() => {
    void megabytesOnDisk(directory).then((megabytes) => {
      const seconds = Math.round((Date.now() - startedAtMs) / 1000);
      // npm resolves dependencies for half a minute before it writes anything.
      const stage = megabytes === null || megabytes < 5 ? "looking up packages" : `${megabytes} MB`;
      onProgress(`Installing openclaw ${version}: ${stage}, ${seconds} s`);
    });
  }, PROGRESS_INTERVAL_MS);
  return () => clearInterval(timer);
}

/** Runs `npm install` in a prepared directory. Rejects with an `InstallError`. */
function runNpm(version: string, directory: string): Promise<void> {
  const guard = createGuard(directory);
  const child = spawn(
    "npm",
    [
      "install",
      // Explicit, since npm would otherwise use variables of the `npm start` that may have started us.
      "--prefix",
      directory,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--no-package-lock",
      "--loglevel=error",
      // By default npm retries for more than a minute when there is no network.
      "--fetch-retry-mintimeout=500",
      "--fetch-retry-maxtimeout=2000",
    ],
    // A process group of its own, so that the guard can end npm and what it started.
    { cwd: directory, detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  guard.watch(child.pid ?? null);
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise<void>((resolve, reject) => {
    child.on("error", (error) => {
      reject(new InstallError("failed", `npm could not be started: ${error.message}`, { cause: error }));
    });
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(explainNpmFailure(version, stderr));
    });
  }).finally(() => guard.release());
}

/** Moves a finished install to its place, unless another process was faster. */
async function moveIntoPlace(from: string, version: string): Promise<void> {
  try {
    await rename(from, join(GATEWAYS_DIR, version));
  } catch (error) {
    if (!existsSync(openclawScript(version))) throw error;
  }
}

/**
 * Makes sure that this version of openclaw is installed, and returns its directory. The first time takes about a
 * minute and half a gigabyte: `onProgress` then gets a line every few seconds. Rejects with an `InstallError`.
 */
export async function ensureGateway(
  version: string,
  { onProgress = () => undefined }: { onProgress?: (line: string) => void } = {},
): Promise<string> {
  const target = join(GATEWAYS_DIR, resolveVersion(version));
  if (existsSync(openclawScript(version))) return target;
  let temporary: string | null = null;
  let stopReporting = () => {};
  try {
    await mkdir(GATEWAYS_DIR, { recursive: true });
    temporary = await mkdtemp(join(GATEWAYS_DIR, ".installing-"));
    const manifest = {
      private: true,
      dependencies: { openclaw: version },
      // Reached through @whiskeysockets/baileys and fetched from git. Channels are off here, so nothing uses it.
      overrides: { libsignal: "npm:is-number@7.0.0" },
    };
    await writeFile(join(temporary, "package.json"), JSON.stringify(manifest, null, 2));
    onProgress(`Installing openclaw ${version} (once; about a minute and half a gigabyte)`);
    stopReporting = reportProgress(version, temporary, onProgress);
    await runNpm(version, temporary);
    await moveIntoPlace(temporary, version);
    return target;
  } catch (error) {
    if (error instanceof InstallError) throw error;
    throw explainNpmFailure(version, `npm error ${messageOf(error)}`);
  } finally {
    stopReporting();
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  }
}
