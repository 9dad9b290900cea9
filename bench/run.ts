import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chromium, type Browser } from "@playwright/test";
import { ensureBrowser, findBrowserWithWindows } from "../e2e/support/find-browser.ts";
import { startSite } from "../e2e/support/site.ts";
import { compare, describeComparison, FULL, QUICK, type Comparison } from "./compare.ts";
import { measureFirstLoad } from "./first-load.ts";
import { describeMachine } from "./machine.ts";
import { describeMatrix, measureMatrix, type MatrixFigures } from "./matrix.ts";
import { measureNewRequests } from "./new-request.ts";
import { describeScale, measureScale, findFaults, SCALES, type ScaleFigures } from "./scale.ts";
import { median } from "./statistics.ts";
import { describeTimeline, measureTimeline, type Timeline } from "./timeline.ts";
import { describeTurnedAway, measureTurnedAway, type TurnedAwayFigures } from "./turned-away.ts";
import { seedDevices } from "../sandbox/seed.ts";

const USAGE = `Usage: npm run bench -- [first-load] [new-request] [scale] [matrix] [turned-away] [timeline] [compare] [--gateway <version>] [--json <file>] [--before <dist>]

Figures about the built page, against real gateways; without names: all of them. Exit code 1 when a bar is missed.
compare holds the page against the gateway's own, side by side; with --quick only to see whether it works (turned-away too), and with --before
also against the page that was built at another commit (its folder dist).`;

const VERSIONS = Object.keys(SCALES);
const PARTS = ["first-load", "new-request", "scale", "matrix", "turned-away", "timeline", "compare"];
/** These start their gateways themselves. */
const WITH_OWN_GATEWAY = new Set(["timeline", "compare"]);
const CHROMIUM_ARGS = [
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

interface Figures {
  version: string;
  firstLoad?: Awaited<ReturnType<typeof measureFirstLoad>>;
  newRequests?: Awaited<ReturnType<typeof measureNewRequests>>;
  scale?: ScaleFigures;
  matrix?: MatrixFigures;
  turnedAway?: TurnedAwayFigures;
  timeline?: Timeline;
  comparison?: Comparison;
}

async function measure(browser: Browser, version: string, parts: readonly string[]): Promise<Figures> {
  console.log(`\nGateway ${version}`);
  const figures = await measurePage(browser, version, parts);
  if (parts.includes("timeline")) {
    figures.timeline = await measureTimeline(browser, version);
    console.log(describeTimeline(figures.timeline));
  }
  if (parts.includes("compare")) {
    figures.comparison = await compare(browser, version, values.quick ? QUICK : FULL, values.before);
    console.log(describeComparison(figures.comparison));
    if (figures.comparison.figures.some(({ verdict }) => verdict === "MISSED")) process.exitCode = 1;
  }
  return figures;
}

async function measurePage(browser: Browser, version: string, parts: readonly string[]): Promise<Figures> {
  const figures: Figures = { version };
  if (parts.every((part) => WITH_OWN_GATEWAY.has(part))) return figures;
  const site = await startSite({ version });
  try {
    if (parts.includes("first-load")) {
      const load = (figures.firstLoad = await measureFirstLoad(browser, site));
      console.log(
        `  first load of the devices page   ${(load.bytes / 1000).toFixed(1)} kB in ${load.requests} requests`,
      );
      for (const [address, bytes] of load.parts)
        console.log(`    ${(bytes / 1000).toFixed(1).padStart(7)} kB  ${address}`);
    }
    if (parts.includes("new-request")) {
      const request = (figures.newRequests = await measureNewRequests(browser, site));
      console.log(`  new request, frame to row        ${describe(request.toRowMs)}`);
      console.log(`  new request, frame to paint      ${describe(request.toPaintMs)}`);
    }
    if (parts.includes("turned-away")) {
      figures.turnedAway = await measureTurnedAway(browser, site, values.quick ? 2 : 10);
      console.log(describeTurnedAway(figures.turnedAway));
    }
    const scale = SCALES[version];
    if (scale && (parts.includes("scale") || parts.includes("matrix")))
      await seedDevices(site.gateway, scale.devices);
    if (parts.includes("scale") && scale) {
      figures.scale = await measureScale(browser, site, scale);
      console.log(describeScale(figures.scale));
      if (findFaults(figures.scale).length > 0) process.exitCode = 1;
    }
    if (parts.includes("matrix") && scale) {
      figures.matrix = await measureMatrix(browser, site, scale);
      console.log(describeMatrix(figures.matrix));
      if (findFaults({ actions: figures.matrix.actions, missing: [] }).length > 0) process.exitCode = 1;
    }
    return figures;
  } finally {
    await site.stop();
  }
}

function describe(valuesMs: readonly number[]): string {
  const ms = (value: number) => value.toFixed(1);
  return `median ${ms(median(valuesMs))} ms, best ${ms(Math.min(...valuesMs))}, worst ${ms(Math.max(...valuesMs))} (${valuesMs.length} requests)`;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    gateway: { type: "string" },
    json: { type: "string" },
    quick: { type: "boolean" },
    before: { type: "string" },
  },
});
const unknown = positionals.find((part) => !PARTS.includes(part));
if (unknown !== undefined || (values.gateway !== undefined && !VERSIONS.includes(values.gateway))) {
  console.error(`${USAGE}\nGateways: ${VERSIONS.join(", ")}`);
  process.exit(1);
}
const installed = ensureBrowser(console.log);
// The one that people have: it keeps what it has compiled, which the shell without windows does not.
const { executablePath } = findBrowserWithWindows() ?? installed;
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
try {
  const machine = describeMachine(browser);
  console.log(
    `${machine.cores} cores, ${machine.processor}; Chromium ${machine.chromium}, Node ${machine.node}`,
  );
  const gateways: Figures[] = [];
  for (const version of values.gateway === undefined ? VERSIONS : [values.gateway]) {
    gateways.push(await measure(browser, version, positionals.length > 0 ? positionals : PARTS));
    // After each: what one gateway took an hour for must not be lost with the next.
    if (values.json !== undefined)
      await writeFile(values.json, JSON.stringify({ machine, gateways }, null, 2));
  }
} finally {
  await browser.close();
}
