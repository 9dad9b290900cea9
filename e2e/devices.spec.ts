import {
  connectionStatus,
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

test("the search finds a device by its name, and is part of the address", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  await secondClient.approve(phone.requestId);
  await panel.getByRole("searchbox", { name: "Search devices" }).fill(phone.name);
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await expect(pairedTable(panel).getByRole("row")).toHaveCount(2);
  await panel.reload();
  await expect(panel.getByRole("searchbox", { name: "Search devices" })).toHaveValue(phone.name);
  await expect(pairedTable(panel).getByRole("row")).toHaveCount(2);
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
