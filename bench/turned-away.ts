import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { compiledCode, heapSize, heapSnapshot } from "../e2e/support/heap.ts";
import type { Site } from "../e2e/support/site.ts";
import { createDevice } from "../sandbox/device.ts";
import { onDevicesPage } from "./devices-pages.ts";
import { measureMainThread, type MainThread } from "./main-thread.ts";

/** What the page that shows who is turned away costs while many are. */
export interface TurnedAwayFigures {
  readonly clients: number;
  readonly minutes: number;
  /** How many were refused. */
  readonly tries: number;
  /** While every client tried once: after the first minute, and at the end. */
  readonly first: MainThread;
  readonly last: MainThread;
  /** Bytes after these, compiled code apart: the engine makes that of what runs often. */
  readonly heap: readonly [first: number, last: number];
}

const CLIENTS = 50;
/** Fewer tries than a gateway takes from one address before it locks that out (ten a minute). */
const ROUND_MS = 10_000;
const ROUNDS_A_MINUTE = 60_000 / ROUND_MS;

/** Has 50 clients try a wrong token, each every ten seconds, while the page lists them. */
export function measureTurnedAway(browser: Browser, site: Site, minutes: number): Promise<TurnedAwayFigures> {
  const clients = Array.from({ length: CLIENTS }, (_, index) =>
    createDevice({
      clientId: "openclaw-ios",
      mode: "ui",
      role: "operator",
      scopes: ["operator.read"],
      platform: "ios",
      displayName: `Phone ${index + 1}`,
      remoteIp: `198.51.100.${index + 1}`,
    }),
  );
  let tries = 0;
  const tryOnce = async () => {
    const startedMs = performance.now();
    for (const [index, client] of clients.entries()) {
      const outcome = await client.connect({ url: site.gateway.url, token: "wrong-token-0123456789" });
      if (outcome.ok) throw new Error("A client with a wrong token was let in");
      await client.disconnect();
      tries += 1;
      const nextMs = startedMs + ((index + 1) * ROUND_MS) / CLIENTS;
      await sleep(Math.max(0, nextMs - performance.now()));
    }
  };
  return onDevicesPage(browser, site, async (page) => {
    await page.goto(`${site.pageUrl}#/troubleshoot`);
    for (let round = 1; round < ROUNDS_A_MINUTE; round += 1) await tryOnce();
    const first = await measureMainThread(browser, page, tryOnce);
    await expectRows(page);
    const before = await heapWithoutCode(page);
    for (let round = 1; round < (minutes - 1) * ROUNDS_A_MINUTE; round += 1) await tryOnce();
    const last = await measureMainThread(browser, page, tryOnce);
    await expectRows(page);
    return {
      clients: CLIENTS,
      minutes,
      tries,
      first,
      last,
      heap: [before, await heapWithoutCode(page)],
    };
  });
}

/** The smallest of three: the page may be reading the log, or the list, right then. */
async function heapWithoutCode(page: Page): Promise<number> {
  const sizes: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    sizes.push((await heapSize(page)) - compiledCode(await heapSnapshot(page)));
    await sleep(1_500);
  }
  return Math.min(...sizes);
}

async function expectRows(page: Page): Promise<void> {
  const rows = await page.getByRole("table", { name: "Turned away" }).locator("tbody tr").count();
  if (rows < CLIENTS) throw new Error(`Only ${rows} of ${CLIENTS} clients are listed`);
}

/** The figures for people. */
export function describeTurnedAway({
  clients,
  minutes,
  tries,
  first,
  last,
  heap,
}: TurnedAwayFigures): string {
  const [before, after] = heap;
  const growth = ((after / before - 1) * 100).toFixed(1);
  const thread = ({ longestTaskMs, longTasks }: MainThread) =>
    `longest task ${longestTaskMs.toFixed(0)} ms, ${longTasks} over 50 ms`;
  return [
    `${clients} clients refused ${tries} times in ${minutes} minutes, and listed all the while`,
    `  in the first minute   ${thread(first)}`,
    `  in the last minute    ${thread(last)}`,
    `  heap in between       ${(before / 1e6).toFixed(1)} to ${(after / 1e6).toFixed(1)} MB (${growth} %), compiled code apart`,
  ]
    .map((line) => `  ${line}`)
    .join("\n");
}
