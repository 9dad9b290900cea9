import { fingerprintWords } from "../src/domain/fingerprint-words.ts";
import { z } from "zod";
import {
  connectionStatus,
  openReview,
  pairedRow,
  pairedTable,
  pendingRow,
  pendingTable,
  reviewButton,
  signIn,
} from "./support/panel.ts";
import { askToPair as askGateway } from "./support/asking-device.ts";
import { SecondClient } from "./support/second-client.ts";
import { expect, test } from "./support/test.ts";
import { Wire, type Frame } from "./support/wire.ts";

/** Beside two starts of a gateway the page may wait up to 20 seconds between two tries to connect. */
const RESTART_TIMEOUT_MS = 180_000;
const LONGEST_BACKOFF_MS = 45_000;

test("a request appears without a reload, and goes when it is rejected elsewhere", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  await expect(panel.getByText("Nobody is waiting")).toBeVisible();
  const phone = await askToPair();
  await expect(pendingRow(panel, phone.name)).toBeVisible();
  await expect(panel.getByText("1 waiting for approval")).toBeVisible();
  const other = await askToPair();
  await expect(pendingTable(panel).getByRole("button")).toHaveCount(2);
  await secondClient.reject(phone.requestId);
  await expect(pendingRow(panel, phone.name)).toHaveCount(0);
  await expect(pendingRow(panel, other.name)).toBeVisible();
  await expect(panel.getByText("1 waiting for approval")).toBeVisible();
});

test("a request that the command line approves becomes a paired device", async ({
  panel,
  site,
  askToPair,
}) => {
  const phone = await askToPair();
  await expect(pendingRow(panel, phone.name)).toBeVisible();
  const { code, stderr } = await site.gateway.cli(["devices", "approve", phone.requestId]);
  expect(code, stderr).toBe(0);
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await expect(pendingRow(panel, phone.name)).toHaveCount(0);
  await expect(panel.getByText("0 waiting for approval")).toBeVisible();
});

test("this browser is marked among the paired devices", async ({ panel, secondClient }) => {
  await secondClient.list();
  await expect(pairedTable(panel).getByRole("row").filter({ hasText: "This browser" })).toHaveCount(1);
  await expect(pairedRow(panel, "Second client")).toBeVisible();
  await expect(pairedRow(panel, "Second client")).not.toContainText("This browser");
});

test("a request shows how long it lives", async ({ panel, askToPair }) => {
  const phone = await askToPair();
  await expect(pendingRow(panel, phone.name)).toContainText(/[45]:[0-5]\d/);
});

const listPayload = z.looseObject({
  pending: z.array(z.looseObject({ ts: z.number(), requestId: z.string() })),
  paired: z.array(z.looseObject({ deviceId: z.string() })),
});

test("a request that outlives its five minutes is said to be asked still, and since when", async ({
  page,
  site,
  askToPair,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const phone = await askToPair();
  const row = pendingRow(page, phone.name);
  await expect(row).toContainText(/[45]:[0-5]\d/);

  const MINUTE_MS = 60_000;
  let askedAtMs = Date.now() - 5 * MINUTE_MS + 2_000;
  /** How many lists the page still gets, and those that it does not get yet. */
  let passes = 1;
  const kept: Frame[] = [];
  wire.rewrite((frame, method) => {
    if (method !== "device.pair.list") return frame;
    const { pending, ...rest } = listPayload.parse(frame.payload);
    const aged = pending.map((request) => Object.assign(request, { ts: askedAtMs }));
    const changed = { ...frame, payload: { ...rest, pending: aged } };
    passes -= 1;
    if (passes >= 0) return changed;
    kept.push(changed);
    return null;
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(row).toContainText("Time is over");
  await expect(row).toContainText("checking");
  passes = Infinity;
  for (const frame of kept) wire.deliver(frame);
  await expect(row).toContainText("Still asking");
  await expect(row).toContainText("for 5 min");

  askedAtMs = Date.now() - 12 * MINUTE_MS - 5_000;
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(row).toContainText("for 12 min");
  const review = await openReview(page, phone.name);
  await expect(review.dialog).toContainText("Still asking");
  await expect(review.dialog).toContainText("for 12 min");
});

test("the oldest request comes first, and a new one moves none", async ({ panel, askToPair }) => {
  const names: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { name } = await askToPair();
    names.push(name);
    await expect(reviewButton(panel, name)).toBeVisible();
  }
  const labels = names.map((name) => `Review request from ${name}`);
  await expect(pendingTable(panel).getByRole("button")).toHaveCount(labels.length);
  for (const [index, label] of labels.entries()) {
    await expect(pendingTable(panel).getByRole("button").nth(index)).toHaveAccessibleName(label);
  }
});

test("the search finds a device by its name and its key's words, and is part of the address", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  await secondClient.approve(phone.requestId);
  const words = fingerprintWords(phone.deviceId) ?? [];
  for (const text of [phone.name, words.slice(0, 3).join("-")]) {
    await panel.getByRole("searchbox", { name: "Search devices" }).fill(text);
    await expect.poll(() => new URLSearchParams(panel.url().split("?")[1]).get("q")).toBe(text);
    await expect(pairedRow(panel, phone.name)).toBeVisible();
    await expect(pairedTable(panel).getByRole("row")).toHaveCount(2);
    await panel.reload();
    await expect(panel.getByRole("searchbox", { name: "Search devices" })).toHaveValue(text);
    await expect(pairedTable(panel).getByRole("row")).toHaveCount(2);
  }
});

test("times of a gateway whose clock is another one are told by this browser's", async ({
  page,
  site,
  pair,
  askToPair,
}) => {
  await page.clock.install({ time: new Date(Date.now() + 10 * 60_000) });
  await signIn(page, site);
  const phone = await pair();
  const waiting = await askToPair();
  await expect(pairedRow(page, phone.name)).toContainText("created just now");
  await expect(pairedRow(page, phone.name)).not.toContainText("min ago");
  await expect(pendingRow(page, waiting.name)).toContainText(/[45]:[0-5]\d/);
  const review = await openReview(page, waiting.name);
  const clock = await page.evaluate(() => new Date().toTimeString().slice(0, 4));
  await expect(review.dialog).toContainText(new RegExp(`Asked(?:just now|1 min ago), at ${clock}`));
  await review.close.click();
  await page.getByRole("button", { name: `Actions for ${phone.name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: "View details" }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText("(just now)");
  await expect(page.getByRole("region", { name: "Tokens" })).toContainText("Createdjust now");
  await expect(main).not.toContainText("min ago");
});

test("nobody counts as online while the page is not connected", async ({ page, site, problems }) => {
  problems.expect(/WebSocket connection to/);
  const wire = await Wire.into(page);
  await signIn(page, site);
  const own = pairedTable(page).getByRole("row").filter({ hasText: "This browser" });
  await expect(own).toContainText("Online");
  await expect(page.getByText(/\d+ paired, [1-9]\d* online/)).toBeVisible();
  await own.getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menuitem", { name: "View details" }).click();
  await expect(page.getByText("Online now")).toBeVisible();

  // The gateway never greets the page again, so that it stays out.
  wire.rewrite((frame) => (frame.event === "connect.challenge" ? null : frame));
  wire.cut();
  await expect(page.getByText(/Not connected\. This list is from/)).toBeVisible();
  await expect(page.getByText("Online", { exact: false })).toHaveCount(0);
  await page.getByRole("link", { name: "Back to all devices" }).click();
  await expect(own).toBeVisible();
  await expect(own).not.toContainText("Online");
  await expect(page.getByText(/\d+ paired$/)).toBeVisible();
});

test("of hundreds of requests only those near the window are drawn @new-only", async ({
  page,
  site,
  askToPair,
}) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) => {
    if (method !== "device.pair.list") return frame;
    const { pending, ...rest } = listPayload.parse(frame.payload);
    const many = pending.flatMap((request) =>
      Array.from({ length: 500 }, (_, index) => ({
        ...request,
        requestId: `${request.requestId}-${index}`,
        displayName: `Flood ${index}`,
        ts: request.ts + index,
      })),
    );
    return { ...frame, payload: { ...rest, pending: many } };
  });
  await askToPair();
  await signIn(page, site);
  await expect(reviewButton(page, "Flood 0")).toBeVisible();
  await expect(pendingTable(page)).toHaveAttribute("aria-rowcount", "501");
  // Without the code for long tables a window full of rows is there, too.
  await expect(pendingTable(page).locator("tr[aria-hidden]")).toHaveCount(1);
  expect(await pendingTable(page).getByRole("button").count()).toBeLessThan(60);
  await pairedTable(page).scrollIntoViewIfNeeded();
  await expect(reviewButton(page, "Flood 499")).toBeVisible();
  await pendingRow(page, "Flood 499").focus();
  await page.keyboard.press("k");
  await expect(pendingRow(page, "Flood 498")).toBeFocused();
  expect(await pendingTable(page).getByRole("button").count()).toBeLessThan(60);
});

test("a list that is no longer live stays, says so, and comes back by itself @long-new", async ({
  page,
  startOwnSite,
  problems,
}) => {
  test.setTimeout(RESTART_TIMEOUT_MS);
  problems.expect(/WebSocket connection to/);
  const site = await startOwnSite();
  const client = new SecondClient(site.gateway);
  await signIn(page, site);
  const waits = await askGateway(site.gateway);
  const comesIn = await askGateway(site.gateway);
  await expect(reviewButton(page, comesIn.name)).toBeEnabled();

  await site.gateway.kill();
  await expect(page.getByText(/Not connected\. This list is from \d\d:\d\d/)).toBeVisible();
  await expect(connectionStatus(page)).toHaveText(/^Reconnecting/);
  await expect(pendingRow(page, waits.name)).toBeVisible();
  await expect(pairedTable(page).getByText("This browser")).toBeVisible();
  for (const name of [waits.name, comesIn.name]) await expect(reviewButton(page, name)).toBeDisabled();
  await expect(page.getByRole("button", { name: "Refresh" })).toBeDisabled();

  await site.gateway.restart();
  await client.approve(comesIn.requestId);
  await expect(connectionStatus(page)).toHaveText(/^Connected/, { timeout: LONGEST_BACKOFF_MS });
  await expect(pairedRow(page, comesIn.name)).toBeVisible();
  await expect(pendingRow(page, comesIn.name)).toHaveCount(0);
  await expect(reviewButton(page, waits.name)).toBeEnabled();
  await expect(page.getByText(/Not connected/)).toHaveCount(0);
  await client.disconnect();
});
