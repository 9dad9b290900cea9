import type { Page } from "@playwright/test";
import { z } from "zod";
import { startGateway, type RunningGateway } from "../sandbox/gateway.ts";
import { askToPair } from "./support/asking-device.ts";
import { storedDeviceTokens } from "./support/browser-storage.ts";
import { GATEWAY_VERSIONS } from "./support/gateway-versions.ts";
import {
  connectionStatus,
  expectDevicesPage,
  openReview,
  pairedRow,
  pendingRow,
  reviewButton,
  signIn,
} from "./support/panel.ts";
import { SecondClient } from "./support/second-client.ts";
import type { Site } from "./support/site.ts";
import { expect, test as base } from "./support/test.ts";
import { contains, recordSockets, sentTo, Wire } from "./support/wire.ts";

/** Several gateways at once: each by its own connection, and all of them in one inbox. */

const test = base.extend<{
  /** Starts another gateway that the page of `site` may sign in to. */
  startOther: (version: string) => Promise<RunningGateway>;
}>({
  startOther: async ({ site, problems }, use) => {
    // The page stays connected to all of them until it is closed.
    problems.expectGatewayAway();
    const started: RunningGateway[] = [];
    await use(async (version) => {
      const gateway = await startGateway({ version, allowedOrigins: [site.origin] });
      started.push(gateway);
      return gateway;
    });
    for (const gateway of started) await gateway.kill();
  },
});

test.describe.configure({ timeout: 240_000 });

const accepted = z.object({ id: z.string() });

function switcher(page: Page) {
  return page.getByRole("button", { name: /^Gateway: / });
}

function gatewayRow(page: Page, name: string) {
  return page
    .getByRole("table", { name: "Gateways" })
    .getByRole("row")
    .filter({ has: page.getByRole("button", { name: `Actions for ${name}`, exact: true }) });
}

function inboxRow(page: Page, name: string) {
  return page
    .getByRole("table", { name: "Waiting" })
    .getByRole("row")
    .filter({ has: reviewButton(page, name) });
}

async function openPlace(page: Page, name: "Devices" | "Inbox" | "Activity" | "Settings"): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

async function openGateways(page: Page): Promise<void> {
  await switcher(page).click();
  await page.getByRole("menuitem", { name: "All gateways" }).click();
  await expect(page.getByRole("heading", { name: "Gateways", level: 1 })).toBeVisible();
}

/** Signs in to another gateway, with its token. */
async function addGateway(page: Page, gateway: RunningGateway): Promise<void> {
  await switcher(page).click();
  await page.getByRole("menuitem", { name: "Add gateway…" }).click();
  const dialog = page.getByRole("dialog", { name: "Add gateway" });
  await dialog.getByRole("textbox", { name: "Gateway URL" }).fill(gateway.url);
  await dialog.getByLabel("Token", { exact: true }).fill(gateway.token);
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expectDevicesPage(page);
  await expect(switcher(page)).toHaveAccessibleName(`Gateway: ${gateway.url}`);
}

async function chooseEntry(page: Page, gateway: string, entry: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${gateway}`, exact: true }).click();
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
}

/** Gives a gateway a name and a colour. */
async function nameGateway(page: Page, { url }: RunningGateway, name: string): Promise<void> {
  await openGateways(page);
  await chooseEntry(page, url, "Name and colour…");
  const dialog = page.getByRole("dialog", { name: "Name and colour" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("radio", { name: "purple" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(gatewayRow(page, name)).toContainText(url);
}

/** A gateway of the same kind as the project's, and one of the other kind; old ones start faster. */
function otherVersions({ gateway }: Site): readonly [string, string] {
  return gateway.version === GATEWAY_VERSIONS.old
    ? [GATEWAY_VERSIONS.old, GATEWAY_VERSIONS.new]
    : [GATEWAY_VERSIONS.old, GATEWAY_VERSIONS.old];
}

test("three gateways at once: one inbox, an approval changes one of them, and one that is killed disturbs no other", async ({
  page,
  site,
  startOther,
}) => {
  const [second, third] = await Promise.all(otherVersions(site).map((version) => startOther(version)));
  if (!second || !third) throw new Error("Two gateways were to start");
  const all = [site.gateway, second, third];
  const sockets = recordSockets(page);
  await signIn(page, site);
  await addGateway(page, second);
  await addGateway(page, third);

  const [onFirst, onSecond, onThird] = await Promise.all(all.map((gateway) => askToPair(gateway)));
  if (!onFirst || !onSecond || !onThird) throw new Error("Three devices were to ask");
  await openPlace(page, "Inbox");
  for (const [index, { name }] of [onFirst, onSecond, onThird].entries()) {
    await expect(inboxRow(page, name)).toContainText(all[index]?.url ?? "");
  }
  await expect(page).toHaveTitle(/^\(3\) Inbox/);

  const onSecondReview = await openReview(page, onSecond.name);
  await expect(onSecondReview.dialog).toContainText(second.url);
  await onSecondReview.approve.click();
  await expect(onSecondReview.status.first()).toContainText("Approved");
  await onSecondReview.close.click();
  await expect(inboxRow(page, onSecond.name)).toHaveCount(0);
  const clients = all.map((gateway) => new SecondClient(gateway));
  const lists = await Promise.all(clients.map((client) => client.list()));
  expect(lists.map(({ paired }) => paired.some(({ deviceId }) => deviceId === onSecond.deviceId))).toEqual([
    false,
    true,
    false,
  ]);
  expect(lists.map(({ pending }) => pending.length)).toEqual([1, 0, 1]);

  // The gateway in use is the third: what agents of the second wait for says where.
  const command = { command: "make deploy", host: "gateway", timeoutMs: 120_000, twoPhase: true };
  const asked = accepted.parse(await clients[1]?.request("exec.approval.request", command));
  const bar = page.getByRole("region", { name: "Waiting for an answer" });
  await expect(bar).toContainText(second.url);
  await bar.getByRole("button", { name: "Review command make deploy" }).click();
  const commandReview = page.getByRole("dialog", { name: "Review command" });
  await expect(commandReview).toContainText(second.url);
  await commandReview.getByRole("button", { name: "Allow once" }).click();
  await expect(commandReview.getByRole("status").filter({ hasText: "Allowed once" })).toBeVisible();
  await commandReview.getByRole("button", { name: "Close" }).click();
  await expect(bar).toHaveCount(0);
  const waited = await clients[1]?.request("exec.approval.waitDecision", { id: asked.id });
  expect(waited).toMatchObject({ decision: "allow-once" });
  expect(all.map(({ url }) => contains(sentTo(sockets, url), asked.id))).toEqual([false, true, false]);

  // While a request of the first is being approved, the third goes away.
  const review = await openReview(page, onFirst.name);
  await third.kill();
  await review.approve.click();
  await expect(review.status.first()).toContainText("Approved");
  await review.close.click();
  expect(await clients[0]?.paired(onFirst.deviceId)).toBeDefined();
  await openGateways(page);
  await expect(gatewayRow(page, third.url)).toContainText("Reconnecting");
  await expect(gatewayRow(page, site.gateway.url)).toContainText("Connected");
  await expect(gatewayRow(page, second.url)).toContainText("Connected");

  await third.restart();
  await expect(gatewayRow(page, third.url)).toContainText("Connected", { timeout: 60_000 });
  const again = await askToPair(third, { name: "Late phone" });
  await openPlace(page, "Inbox");
  await expect(inboxRow(page, again.name)).toBeVisible();

  const deviceTokens = await storedDeviceTokens(page);
  expect(deviceTokens).toHaveLength(3);
  for (const [index, gateway] of all.entries()) {
    const sent = sentTo(sockets, gateway.url);
    const foreign = all.filter((other) => other !== gateway).map(({ token }) => token);
    expect(foreign.filter((token) => contains(sent, token))).toEqual([]);
    expect(
      deviceTokens.filter((token) => contains(sent, token)).length,
      `device tokens that were sent to gateway ${index + 1}`,
    ).toBeLessThan(2);
  }
  await Promise.all(clients.map((client) => client.disconnect()));
});

test("the address names the gateway, switching leaves nothing of the other one, and a reload stays @long-new", async ({
  page,
  site,
  startOther,
}) => {
  const other = await startOther(GATEWAY_VERSIONS.old);
  await signIn(page, site);
  const home = await askToPair(site.gateway, { name: "Home phone" });
  await expect(page).not.toHaveURL(/gateway=/);
  await addGateway(page, other);
  await expect(page).toHaveURL(new RegExp(`#/devices\\?gateway=${encodeURIComponent(other.url)}`));
  await expect(pendingRow(page, home.name)).toHaveCount(0);
  await nameGateway(page, other, "Work");

  await page.goBack();
  await expect(switcher(page)).toHaveAccessibleName("Gateway: Work");
  await page.getByRole("searchbox", { name: "Search devices" }).fill("chrome");
  await expect(page).toHaveURL(/q=chrome/);
  await page.reload();
  await expect(switcher(page)).toHaveAccessibleName("Gateway: Work");
  await expect(page.getByRole("searchbox", { name: "Search devices" })).toHaveValue("chrome");

  await switcher(page).click();
  await page.getByRole("menuitemradio", { name: new RegExp(`^${site.gateway.url} · 1 waiting`) }).click();
  await expect(pendingRow(page, home.name)).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Search devices" })).toHaveValue("");

  // An address of before there were several is about the gateway in use.
  await page.goto(`${site.pageUrl}#/devices?q=home`);
  await expect(page).toHaveURL(new RegExp(encodeURIComponent(site.gateway.url)));
  await expect(switcher(page)).toHaveAccessibleName(`Gateway: ${site.gateway.url}`);
});

test("an address that names an unknown gateway sends nothing to it @long-old", async ({ page, site }) => {
  const sockets = recordSockets(page);
  await signIn(page, site);
  await page.goto(`${site.pageUrl}#/devices?gateway=${encodeURIComponent("ws://127.0.0.1:9")}`);
  await expect(page.getByRole("heading", { name: "Unknown gateway", level: 1 })).toBeVisible();
  expect(sentTo(sockets, "ws://127.0.0.1:9")).toEqual([]);
  await page.getByRole("link", { name: "connect to it" }).click();
  await expect(page.getByRole("alert")).toContainText("a gateway that this browser has not used before");
  expect(sentTo(sockets, "ws://127.0.0.1:9")).toEqual([]);
});

test("a gateway is moved, disconnected and forgotten, and the others stay as they are", async ({
  page,
  site,
  startOther,
}) => {
  const other = await startOther(GATEWAY_VERSIONS.old);
  await signIn(page, site);
  await addGateway(page, other);
  await openGateways(page);
  const names = () =>
    page.getByRole("table", { name: "Gateways" }).getByRole("button", { name: /^Actions for / });
  await expect(names().first()).toHaveAccessibleName(`Actions for ${site.gateway.url}`);
  await chooseEntry(page, other.url, "Move up");
  await expect(names().first()).toHaveAccessibleName(`Actions for ${other.url}`);

  await chooseEntry(page, other.url, "Disconnect");
  await expect(gatewayRow(page, other.url)).toContainText("Disconnected");
  await page.reload();
  await expect(gatewayRow(page, site.gateway.url)).toContainText("Connected");
  await expect(gatewayRow(page, other.url)).toContainText("Sign-in needed");

  await chooseEntry(page, other.url, "Forget…");
  await page
    .getByRole("dialog", { name: "Forget this gateway" })
    .getByRole("button", { name: "Forget" })
    .click();
  await expect(names()).toHaveCount(1);
  await expect(connectionStatus(page)).toHaveText(/^Connected/);
  expect(await storedDeviceTokens(page)).toHaveLength(1);
  await openPlace(page, "Devices");
  await expect(page).not.toHaveURL(/gateway=/);
  await expect(pairedRow(page, "Chrome on Linux")).toBeVisible();
});

test("another gateway at a known address is warned about until a person accepts it @long-old", async ({
  page,
  site,
}) => {
  const wire = await Wire.into(page);
  let identity = "a".repeat(64);
  wire.rewrite((frame, method) =>
    method === "gateway.identity.get" ? { ...frame, payload: { deviceId: identity, publicKey: "x" } } : frame,
  );
  const asked = () => wire.requests("gateway.identity.get").length;
  await signIn(page, site);
  // Kept, and not only asked for: a reload in between would lose the answer.
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem("gatehouse.gateways")))
    .toContain(identity);
  identity = "b".repeat(64);
  await page.reload();
  const warning = page.getByRole("alert").filter({ hasText: "Another gateway answers at this address" });
  await expect(warning).toBeVisible();
  await page.reload();
  await expect(warning).toBeVisible();
  await warning.getByRole("button", { name: "It is the right one" }).click();
  await expect(warning).toHaveCount(0);
  await page.reload();
  await expectDevicesPage(page);
  await expect.poll(asked).toBe(3);
  await expect(warning).toHaveCount(0);
});
