import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { Random } from "../sandbox/random.ts";
import { askToPair as ask } from "./support/asking-device.ts";
import { closeDialogs, expectListed, expectTrueEnding, RENAME, WRITES, type Write } from "./support/kills.ts";
import {
  connectionStatus,
  expectDevicesPage,
  pairedRow,
  pendingRow,
  pendingTable,
  signIn,
} from "./support/panel.ts";
import { SecondClient } from "./support/second-client.ts";
import type { Site } from "./support/site.ts";
import { expectSameAsGateway } from "./support/tables.ts";
import { heapSize } from "./support/heap.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

/** What outlasts a gateway that dies, a laptop that sleeps, a network that goes, and half an hour of requests. */

const LONG = { tag: "@long" };
/** A restart takes 4 to 10 s, and much more on a busy machine. */
const KILL_MS = 40_000;
const KILLS = 50;
const SEED = 2_026;

/** Sockets that die are errors on the console of any browser. */
const LOST_SOCKET = /WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/;

interface Bench {
  readonly page: Page;
  readonly site: Site;
  readonly secondClient: SecondClient;
  readonly random: Random;
}

/**
 * Kills the gateway while the page makes a write, brings it back, and holds what the page says against it.
 * @param afterMs how long after the click: 0 to a little longer than a write takes
 */
async function killDuring(
  write: Write,
  afterMs: number,
  { page, site, secondClient }: Bench,
): Promise<string> {
  const { gateway } = site;
  const phone = await ask(gateway);
  if (!write.isAboutRequest) await secondClient.approve(phone.requestId);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expectListed(page, phone, write.isAboutRequest);
  const before = await secondClient.list();
  const dialog = await write.start(page, phone);
  await sleep(afterMs);
  await gateway.kill();
  await gateway.restart();
  const said = await expectTrueEnding(write, dialog, { before, phone, secondClient });
  await closeDialogs(page);
  await expectDevicesPage(page);
  await expectSameAsGateway(page, secondClient);
  return `${write.name} (killed ${afterMs} ms after the click): ${said}`;
}

/** One write after the other, at moments that a seed decides; what comes out is told in the report. */
async function killAll(count: number, bench: Bench): Promise<void> {
  const { random, site } = bench;
  const writes = site.gateway.version === "2026.3.13" ? WRITES : [...WRITES, RENAME];
  for (let index = 0; index < count; index += 1) {
    const write = writes[index % writes.length];
    if (!write) throw new Error("no write");
    console.log(`  ${index + 1}/${count}  ${await killDuring(write, random.between(0, 40), bench)}`);
  }
}

async function openBench(page: Page, site: Site, seed: number): Promise<Bench> {
  await signIn(page, site);
  return { page, site, secondClient: new SecondClient(site.gateway), random: new Random(seed) };
}

test(
  "fifty kills in the middle of writes leave fifty true reports",
  LONG,
  async ({ page, startOwnSite, problems }) => {
    test.setTimeout(KILLS * KILL_MS);
    problems.expect(LOST_SOCKET);
    const bench = await openBench(page, await startOwnSite(), SEED);
    await killAll(KILLS, bench);
    await bench.secondClient.disconnect();
  },
);

test(
  "kills at any moment, with nobody at the page, lose nothing",
  LONG,
  async ({ page, startOwnSite, problems }) => {
    test.setTimeout(10 * KILL_MS);
    problems.expect(LOST_SOCKET);
    const bench = await openBench(page, await startOwnSite(), SEED + 1);
    for (let index = 0; index < 5; index += 1) {
      const phone = await ask(bench.site.gateway);
      await sleep(bench.random.between(0, 2_000));
      await bench.site.gateway.kill();
      await sleep(bench.random.between(0, 3_000));
      await bench.site.gateway.restart();
      await bench.secondClient.approve(phone.requestId);
      await expect(pairedRow(page, phone.name)).toBeVisible({ timeout: KILL_MS });
      await expectSameAsGateway(page, bench.secondClient);
    }
    await bench.secondClient.disconnect();
  },
);

test("a laptop that slept for a night finds the list as it is", async ({
  page,
  site,
  askToPair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await page.clock.install();
  await signIn(page, site);
  const before = await askToPair();
  await expect(pendingRow(page, before.name)).toBeVisible();
  // Half-open: the gateway goes on, and nothing of it arrives.
  wire.rewrite((frame) => (wire.connections > 1 ? frame : null));
  await secondClient.reject(before.requestId);
  const after = await askToPair();
  await page.clock.fastForward(8 * 60 * 60_000);
  await expect.poll(() => wire.connections, { timeout: 20_000 }).toBeGreaterThan(1);
  await page.clock.fastForward(5_000);
  await expect(connectionStatus(page)).toHaveText(/^Connected/);
  await expect(pendingRow(page, after.name)).toBeVisible();
  await expect(pendingRow(page, before.name)).toHaveCount(0);
});

test("what happened while the browser was offline is there when it is back", async ({
  page,
  context,
  site,
  askToPair,
  secondClient,
  problems,
}) => {
  problems.expect(/ERR_INTERNET_DISCONNECTED|WebSocket connection to .* failed/);
  await signIn(page, site);
  const [lost, kept] = [await askToPair(), await askToPair()];
  await expect(pendingRow(page, kept.name)).toBeVisible();
  for (let turn = 0; turn < 3; turn += 1) {
    await context.setOffline(true);
    if (turn === 0) await secondClient.reject(lost.requestId);
    if (turn === 1) await secondClient.approve(kept.requestId);
    await page.waitForTimeout(500);
    await context.setOffline(false);
  }
  await expectDevicesPage(page);
  await expect(pairedRow(page, kept.name)).toBeVisible();
  await expect(pendingRow(page, lost.name)).toHaveCount(0);
  await expect(pendingTable(page)).toHaveCount(0);
});

const REQUESTS = 1_800;
/** By then what is remembered of ended requests has reached its bound (`RecentIds`), and all code has run. */
const SETTLED_AFTER = 540;
/** How much of what is on the heap by then may have come on top at the end. */
const GROWTH = 0.05;

test(
  "1,800 requests, as many as one a second makes in half an hour, leave the memory as it was",
  LONG,
  async ({ panel, askToPair, secondClient }) => {
    test.setTimeout(20 * 60_000);
    const heapKB: number[] = [];
    for (let count = 1; count <= REQUESTS; count += 1) {
      const { requestId } = await askToPair();
      await secondClient.reject(requestId);
      if (count % (REQUESTS / 10) === 0) {
        await expect(pendingTable(panel)).toHaveCount(0);
        heapKB.push(Math.round((await heapSize(panel)) / 1_000));
      }
    }
    console.log(`heap in kB, after each tenth: ${heapKB.join(", ")}`);
    const settled = heapKB[(10 * SETTLED_AFTER) / REQUESTS - 1] ?? NaN;
    expect((heapKB.at(-1) ?? NaN) / settled - 1, "growth of the heap").toBeLessThan(GROWTH);
    await expect(connectionStatus(panel)).toHaveText(/^Connected/);
  },
);
