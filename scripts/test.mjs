import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDependencies, rootDir, runtime } from "./bootstrap.mjs";

/**
 * `npm test`: every check of this repository, on a machine with only Node, npm and git. All checks run, also after one
 * failed. The last line has the totals.
 * `npm test -- unit lint` runs only what is named.
 */

/**
 * @typedef {{ passed: number, failed: number, skipped: string[], secondTry: string[] }} Counts
 *   `secondTry`: tests that failed first, and passed when they were run again
 * @typedef {{ name: string, command: string[], count?: () => Counts, loud?: boolean, report?: string }} Step
 *   `report`: where Playwright writes one
 */

const reports = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
const unitReport = join(reports, "unit.json");
const e2eReport = join(reports, "e2e.json");
const browsersReport = join(reports, "browsers.json");

/** @type {Step[]} */
const STEPS = [
  { name: "types", command: ["npm", "run", "--silent", "types"] },
  { name: "lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "format", command: ["npm", "run", "--silent", "format:check"] },
  { name: "dead code", command: ["npm", "run", "--silent", "dead-code"] },
  { name: "build", command: ["npm", "run", "--silent", "build", "--", "--logLevel", "warn"] },
  {
    name: "unit",
    command: [
      ..."npm run --silent unit -- --reporter=default --reporter=json".split(" "),
      `--outputFile.json=${unitReport}`,
    ],
    count: () => countUnit(readReport(unitReport)),
    loud: true,
  },
  {
    name: "e2e",
    command: ["npm", "run", "--silent", "e2e", "--", "--reporter=list,json"],
    report: e2eReport,
    count: () => countBrowser(readReport(e2eReport)),
    loud: true,
  },
  {
    name: "browsers",
    command: ["npm", "run", "--silent", "browsers", "--", "--reporter=list,json"],
    report: browsersReport,
    count: () => countBrowser(readReport(browsersReport)),
    loud: true,
  },
];

/**
 * What is read of the two reports. Nothing checks it: a report of another shape makes the step fail.
 * @typedef {{ fullName: string, status: string }} UnitTest
 * @typedef {{ name: string, status: string, assertionResults: UnitTest[] }} UnitFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: UnitFile[] }} UnitReport
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ projectName: string, status: string, annotations: Annotation[] }} BrowserTest
 * @typedef {{ title: string, file: string, tests: BrowserTest[] }} BrowserSpec
 * @typedef {{ suites?: BrowserSuite[], specs?: BrowserSpec[] }} BrowserSuite
 * @typedef {{ errors: unknown[], suites: BrowserSuite[] }} BrowserReport
 */

/**
 * @template Report
 * @param {string} path
 * @returns {Report}
 */
function readReport(path) {
  // oxlint-disable-next-line typescript/no-unsafe-return -- see the types above
  return JSON.parse(readFileSync(path, "utf8"));
}

/**
 * @param {UnitReport} report
 * @returns {Counts}
 */
function countUnit({ numPassedTests, numFailedTests, testResults }) {
  // A file that could not be loaded fails without a failed test.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const skipped = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName, status }) => `${name.replace(`${rootDir}/`, "")} › ${fullName}: ${status}`),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped, secondTry: [] };
}

/**
 * @param {BrowserSuite} suite
 * @returns {BrowserSpec[]}
 */
function specsOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/**
 * @param {BrowserReport} report
 * @returns {Counts}
 */
function countBrowser({ errors, suites }) {
  const tests = suites.flatMap(specsOf).flatMap(({ title, file, tests: runs }) =>
    runs.map(({ projectName, status, annotations }) => {
      const reason = annotations.find(({ type }) => type === "skip" || type === "fixme");
      return { status, name: `[${projectName}] ${file} › ${title}`, reason: reason?.description };
    }),
  );
  const withStatus = (/** @type {string} */ wantedStatus) =>
    tests.filter(({ status }) => status === wantedStatus);
  const flaky = withStatus("flaky");
  return {
    passed: withStatus("expected").length + flaky.length,
    failed: errors.length + withStatus("unexpected").length,
    skipped: describeSkipped(withStatus("skipped")),
    secondTry: flaky.map(({ name }) => name),
  };
}

/**
 * One line for each reason: a browser that is not here skips all of its tests.
 * @param {{ name: string, reason?: string }[]} tests
 * @returns {string[]}
 */
function describeSkipped(tests) {
  const reasons = new Set(tests.map(({ reason }) => reason));
  return [...reasons].flatMap((reason) => {
    const names = tests.filter((test) => test.reason === reason).map(({ name }) => name);
    if (reason === undefined) return names.map((name) => `${name}: did not run`);
    return names.length === 1 ? [`${names[0]}: ${reason}`] : [`${names.length} tests: ${reason}`];
  });
}

/** How long a check may take to clean up after an interrupt: gateways and browsers have to end. */
const CLEAN_UP_MS = 15_000;

/** @type {import("node:child_process").ChildProcess | null} */
let running = null;
let isInterrupted = false;

/** @param {"SIGINT" | "SIGKILL"} signal */
function signalRunning(signal) {
  if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return false;
  // The whole group, since npm passes on only some signals.
  process.kill(-running.pid, signal);
  return true;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    rmSync(reports, { recursive: true, force: true });
    if (isInterrupted || !signalRunning("SIGINT")) process.exit(130);
    isInterrupted = true;
    setTimeout(() => {
      signalRunning("SIGKILL");
      process.exit(130);
    }, CLEAN_UP_MS);
  });
}

/**
 * Runs a command in the repository. Its output is shown at once if it is `loud`, else only if it fails.
 * @param {string[]} command
 * @param {{ loud?: boolean, report?: string }} options
 * @returns {Promise<boolean>}
 */
function run([program = "", ...args], { loud = false, report }) {
  const child = spawn(program, args, {
    cwd: rootDir,
    stdio: ["ignore", loud ? "inherit" : "pipe", loud ? "inherit" : "pipe"],
    detached: true,
    env: {
      ...process.env,
      // No colours, since the output is not a terminal. Playwright detects that itself, and its workers would warn
      // about the variable.
      ...(!process.stdout.isTTY && report === undefined && { NO_COLOR: "1" }),
      ...(report !== undefined && { PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    },
  });
  running = child;
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => (output += text));
  }
  return new Promise((resolve) => {
    const finish = (/** @type {boolean} */ isOk) => {
      if (!isOk && output !== "") console.log(output.trimEnd());
      resolve(isOk);
    };
    child.on("error", (error) => {
      console.log(`${program} could not be started: ${error.message}`);
      finish(false);
    });
    child.on("close", (code) => {
      if (isInterrupted) process.exit(130);
      finish(code === 0);
    });
  });
}

/**
 * The counts of a step. A suite that failed without a failed test has crashed, which counts as one failure.
 * @param {Step} step
 * @param {boolean} isOk
 * @returns {Counts}
 */
function countStep({ name, count }, isOk) {
  const single = { passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: [], secondTry: [] };
  if (!count) return single;
  try {
    const counts = count();
    return isOk || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    console.log(`${name} left no report.`);
    return { ...single, passed: 0, failed: 1 };
  }
}

/**
 * Installs what the tests need beside the repository, and says why when that fails.
 * @returns {Promise<boolean>}
 */
async function prepare() {
  try {
    ensureDependencies();
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    return false;
  }
  return run([runtime, join(rootDir, "e2e", "support", "prepare.ts")], { loud: true });
}

/** @param {number} sinceMs */
function seconds(sinceMs) {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no check named ${unknown.join(", ")}. There are: ${STEPS.map(({ name }) => name).join(", ")}`,
  );
  process.exit(1);
}

const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const skipped = [];
/** @type {string[]} */
const secondTry = [];
/** @type {string[]} */
const table = [];
const startedMs = Date.now();
const isPrepared = await prepare();
if (!isPrepared) {
  total.failed += 1;
  table.push(`${"preparation".padEnd(12)} failed`);
}
for (const step of STEPS) {
  if (wanted.length > 0 && !wanted.includes(step.name)) continue;
  const stepMs = Date.now();
  console.log(`\n── ${step.name} ──`);
  const isOk = await run(step.command, step);
  const counts = countStep(step, isOk);
  total.passed += counts.passed;
  total.failed += counts.failed;
  skipped.push(...counts.skipped);
  secondTry.push(...counts.secondTry);
  const line = `${step.name.padEnd(12)} ${counts.failed > 0 ? "FAILED" : "ok    "}  ${counts.passed} passed, ${counts.failed} failed  ${seconds(stepMs)}`;
  table.push(line);
  console.log(line);
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n${table.join("\n")}`);
/**
 * @param {string} title
 * @param {string[]} tests
 */
function list(title, tests) {
  if (tests.length > 0) console.log(`\n${title}:\n${tests.map((test) => `  ${test}`).join("\n")}`);
}
list("Skipped", skipped);
list("Failed first, and passed when run again: something in them hangs on chance", secondTry);
console.log(`\nAll of it took ${seconds(startedMs)}.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
