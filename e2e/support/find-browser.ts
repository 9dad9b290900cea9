import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

/** A Chromium for the tests, and where it was found. */
export interface Browser {
  readonly executablePath: string;
  readonly source: string;
}

/** Names of variables that may hold the path of a Chromium; the first is ours. */
const VARIABLES = ["GATEHOUSE_CHROMIUM", "CHROME_PATH"] as const;
/** Chromium without windows of its own, which the tests never see: half the work for the machine. */
const SHELL = "chromium-headless-shell";
const PACKAGES = [SHELL, "chromium"] as const;
const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"] as const;

/** Long: a browser that is only slow to start on a busy machine must not count as broken. */
const VERSION_TIMEOUT_MS = 60_000;
/** Playwright's own download is tried for this long only: where its host is cut off, nothing says so. */
const DOWNLOAD_TIMEOUT_MS = 120_000;
const APT_TIMEOUT_MS = 600_000;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser whose libraries are missing is there, but is of no use. */
function runs(executablePath: string): boolean {
  const { status } = spawnSync(executablePath, ["--version"], {
    stdio: "ignore",
    timeout: VERSION_TIMEOUT_MS,
  });
  return status === 0;
}

/** Where a program is, if it is on the path. */
export function onPath(program: string): string | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, program)).find(isExecutable) ?? null;
}

/**
 * Looks for a Chromium: named by a variable, Playwright's own, or one of the system.
 * @throws Error when a variable names something that cannot be run
 */
export function findBrowser(): Browser | null {
  for (const variable of VARIABLES) {
    const executablePath = process.env[variable];
    if (!executablePath) continue;
    if (!isExecutable(executablePath))
      throw new Error(`${variable} names ${executablePath}, which cannot be run.`);
    return { executablePath, source: variable };
  }
  const own = chromium.executablePath();
  if (existsSync(own) && runs(own)) return { executablePath: own, source: "Playwright" };
  return findProgram([SHELL, ...PROGRAMS]);
}

/** A Chromium with windows: without them there are no notifications. Null: none but the other one. */
export function findBrowserWithWindows(): Browser | null {
  const browser = findBrowser();
  return browser?.executablePath.endsWith(SHELL) ? findProgram(PROGRAMS) : browser;
}

function findProgram(programs: readonly string[]): Browser | null {
  for (const program of programs) {
    const executablePath = onPath(program);
    if (executablePath !== null && runs(executablePath)) return { executablePath, source: "the system" };
  }
  return null;
}

/** Runs an installer; what it has to say about a failure is of no use to the reader. */
function run(command: string, args: readonly string[], timeoutMs: number): boolean {
  const { status } = spawnSync(command, args, {
    stdio: "ignore",
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return status === 0;
}

function installOwn(): boolean {
  const cli = fileURLToPath(import.meta.resolve("@playwright/test/cli"));
  return run(process.execPath, [cli, "install", "chromium"], DOWNLOAD_TIMEOUT_MS);
}

/** Installs packages of Debian where that is possible, one by one: not every Debian has all of them. */
export function installFromDebian(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || onPath("apt-get") === null) return false;
  run("apt-get", ["update", "-qq"], APT_TIMEOUT_MS);
  return packages
    .map((name) => run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], APT_TIMEOUT_MS))
    .some(Boolean);
}

/**
 * Finds a Chromium, and installs one if there is none, saying so.
 * @throws Error that says what can be done, when there is none and none can be installed
 */
export function ensureBrowser(say: (line: string) => void): Browser {
  const found = findBrowser();
  if (found && (findBrowserWithWindows() || !installFromDebian(PACKAGES))) return found;
  say("No Chromium found. Trying Playwright's own (up to two minutes)");
  if (installOwn()) say("Installed Playwright's Chromium");
  else {
    say("Playwright's Chromium cannot be had here. Trying Debian's package");
    if (installFromDebian(PACKAGES)) say("Installed Debian's Chromium");
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    "The tests need a Chromium and could not install one. Install Chromium or Chrome, or name one in " +
      `${VARIABLES[0]}, then run the tests again.`,
  );
}

/** The version that a browser states, for the record. */
export function browserVersion({ executablePath }: Browser): string {
  return execFileSync(executablePath, ["--version"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}
