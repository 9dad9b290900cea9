import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, without a slash at the end. */
export const rootDir = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

/** The Node that runs the TypeScript of this repository and the gateways; the machine's own may be too old. */
export const runtime = join(rootDir, "node_modules", "node", "bin", "node");

/** What the built page depends on, relative to the root. */
const SOURCES = ["src", "public", "index.html", "vite.config.ts", "package-lock.json"];

/** A failure with a one-line message. */
export class BootstrapError extends Error {}

/**
 * When the path, or the newest file below it, was changed; 0 if it does not exist. In milliseconds.
 * @param {string} path
 * @returns {number}
 */
function newestMtimeMs(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A directory's own time counts too: it changes when a file is removed.
  const below = readdirSync(path).map((name) => newestMtimeMs(join(path, name)));
  return Math.max(stats.mtimeMs, ...below);
}

/**
 * Says in one line why npm failed, from what it wrote to stderr.
 * @param {string} stderr
 */
function explainNpmFailure(stderr) {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(stderr)?.[1] ?? "";
  if (/^(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)$/.test(code))
    return `The dependencies are not installed and the package registry cannot be reached (${code}).`;
  if (code === "ENOSPC") return "No space left to install the dependencies.";
  const reason = /npm (?:error|ERR!) (?!code )(.+)/.exec(stderr)?.[1] ?? "npm gave no reason";
  return `The dependencies could not be installed: ${reason}`;
}

/**
 * Runs npm without its usual minutes of retries when there is no network.
 * @param {string[]} args
 */
function runNpm(args) {
  return spawnSync(
    "npm",
    [...args, "--loglevel=error", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=2000"],
    { cwd: rootDir, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" },
  );
}

/**
 * Installs the dependencies if they are missing or older than package-lock.json.
 * Throws a `BootstrapError`.
 */
export function ensureDependencies() {
  // npm writes it at the end of every install, so it is missing after an interrupted one.
  const installedMs = newestMtimeMs(join(rootDir, "node_modules", ".package-lock.json"));
  const upToDate = installedMs >= newestMtimeMs(join(rootDir, "package-lock.json"));
  if (installedMs > 0 && upToDate && existsSync(runtime)) return;
  console.log("Installing dependencies (npm ci; the first time this takes about a minute) ...");
  let npm = runNpm(["ci"]);
  // A registry that lacks packages for other platforms makes a lock without them, which `npm ci` refuses
  // everywhere. `npm install` still uses the versions of such a lock.
  if (npm.status !== 0 && npm.stderr?.includes("code EUSAGE")) npm = runNpm(["install", "--no-save"]);
  if (npm.error) throw new BootstrapError(`npm could not be started: ${npm.error.message}`);
  if (npm.signal !== null) throw new BootstrapError("Installing the dependencies was interrupted.");
  if (npm.status !== 0) throw new BootstrapError(explainNpmFailure(npm.stderr));
  if (!existsSync(runtime)) {
    throw new BootstrapError(
      "The package `node` came without its program; are install scripts switched off in npm?",
    );
  }
}

/** Builds the page if it is missing or older than a source. Throws a `BootstrapError`. */
export function ensureBuild() {
  const builtMs = newestMtimeMs(join(rootDir, "dist", "index.html"));
  const changedMs = Math.max(...SOURCES.map((source) => newestMtimeMs(join(rootDir, source))));
  if (builtMs > 0 && builtMs >= changedMs) return;
  console.log("Building the page ...");
  const vite = join(rootDir, "node_modules", "vite", "bin", "vite.js");
  const build = spawnSync(runtime, [vite, "build", "--logLevel", "warn"], {
    cwd: rootDir,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (build.signal !== null) throw new BootstrapError("The build was interrupted.");
  if (build.status !== 0) {
    const reason = build.stderr.trim().split("\n").slice(0, 20).join("\n");
    throw new BootstrapError(`The page could not be built.\n${reason}`);
  }
}
