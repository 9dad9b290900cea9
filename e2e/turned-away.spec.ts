import { appendFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { createDevice, type DeviceOptions } from "../sandbox/device.ts";
import { createIdentity } from "../sandbox/identity.ts";
import { signIn } from "./support/panel.ts";
import { checklistStep, firstFinding } from "./support/troubleshoot.ts";
import { expect, test } from "./support/test.ts";
import { refusal, Wire } from "./support/wire.ts";

/** Whom the gateway refuses is shown from its log: who, why, how often, and whether it has come in since. */

function turnedAway(page: Page): Locator {
  return page.getByRole("table", { name: "Turned away" });
}

function clientRow(page: Page, name: string): Locator {
  const explain = page.getByRole("button", { name: `Explain ${name}`, exact: true });
  return turnedAway(page).getByRole("row").filter({ has: explain });
}

async function openTurnedAway(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  await expect(page.getByRole("heading", { name: "Turned away" })).toBeVisible();
}

let count = 0;

/** A phone somewhere else, with a name that no other test uses. */
function phone(options: Partial<DeviceOptions> = {}) {
  count += 1;
  const displayName = options.displayName ?? `Refused ${process.pid}-${count}`;
  const device = createDevice({
    clientId: "openclaw-ios",
    mode: "ui",
    role: "operator",
    scopes: ["operator.read"],
    platform: "ios",
    remoteIp: `198.51.100.${(count % 200) + 1}`,
    ...options,
    displayName,
  });
  return { name: displayName, device };
}

/** Tries a wrong token, and is refused for that. */
async function refuse({ device }: Pick<ReturnType<typeof phone>, "device">, url: string): Promise<void> {
  const outcome = await device.connect({ url, token: "wrong-token-0123456789" });
  expect(outcome).toMatchObject({ ok: false, code: "AUTH_TOKEN_MISMATCH" });
}

/** Signs in with a key of its own and the id of another device. */
async function claimDevice(url: string, deviceId: string): Promise<void> {
  const { device } = phone({ identity: { ...createIdentity(), deviceId }, displayName: "Impostor" });
  const outcome = await device.connect({ url, token: "wrong-token-0123456789" });
  expect(outcome).toMatchObject({ ok: false, code: "DEVICE_AUTH_DEVICE_ID_MISMATCH" });
}

test("every client that is refused is one row with its tries, its answer and what mends it", async ({
  panel,
  site,
  pair,
}) => {
  const { url, token } = site.gateway;
  const isOld = site.gateway.version.startsWith("2026.3");
  const paired = await pair();
  const entered = await paired.device.connect({ url, token });
  if (!entered.ok || entered.deviceToken === null) throw new Error("The device got no token");
  await paired.device.disconnect();
  const own = { url, deviceToken: entered.deviceToken };
  await openTurnedAway(panel);

  const wrong = phone();
  const stale = phone();
  const unapproved = phone();
  const foreign = phone({ clientId: "openclaw-control-ui", origin: "https://elsewhere.example" });
  const other = phone();
  const tries: readonly (readonly [string, () => Promise<{ ok: boolean }>, number, string])[] = [
    [
      wrong.name,
      () => wrong.device.connect({ url, token: "wrong-token-0123456789" }),
      3,
      "AUTH_TOKEN_MISMATCH",
    ],
    [
      stale.name,
      () => stale.device.connect({ url, deviceToken: "stale-token-0123456789" }),
      2,
      "AUTH_DEVICE_TOKEN_MISMATCH",
    ],
    [
      paired.name,
      () => paired.device.connect({ ...own, scopes: ["operator.read", "operator.admin"] }),
      1,
      isOld ? "AUTH_DEVICE_TOKEN_MISMATCH" : "AUTH_SCOPE_MISMATCH",
    ],
    [foreign.name, () => foreign.device.connect({ url, token }), 2, "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
    [unapproved.name, () => unapproved.device.connect({ url, token }), 2, "PAIRING_REQUIRED"],
    [
      other.name,
      () => other.device.connect({ url, token, minProtocol: 9, maxProtocol: 9 }),
      1,
      "PROTOCOL_MISMATCH",
    ],
  ];
  for (const [, attempt, times] of tries) {
    for (let index = 0; index < times; index += 1) expect((await attempt()).ok).toBe(false);
  }
  for (const [name, , times, code] of tries) {
    const row = clientRow(panel, name);
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(times === 1 ? "1 try" : `${times} tries`);
    await expect(row).toContainText(code);
    await row.getByRole("button").click();
    await expect(firstFinding(panel)).toContainText(code);
    await expect(firstFinding(panel)).toContainText(
      `The gateway’s log has ${times === 1 ? "one try" : `${times} tries`} since`,
    );
  }
  await expect(clientRow(panel, unapproved.name)).toContainText("waits for approval (same device id)");
  await expect(clientRow(panel, foreign.name)).toContainText("page https://elsewhere.example");
  await clientRow(panel, foreign.name).getByRole("button").click();
  await expect(firstFinding(panel)).toContainText("https://elsewhere.example");
});

test("a client that comes in leaves the table, and the checklist of its recovery ticks itself off", async ({
  panel,
  site,
  secondClient,
  pair,
}) => {
  const { url, token } = site.gateway;
  const { name, device, deviceId } = await pair();
  const entered = await device.connect({ url, token });
  if (!entered.ok || entered.deviceToken === null) throw new Error("The device got no token");
  await device.disconnect();
  await secondClient.request("device.token.rotate", { deviceId, role: "operator" });
  expect((await device.connect({ url, deviceToken: entered.deviceToken })).ok).toBe(false);

  await panel.getByRole("button", { name: "Refresh" }).click();
  await openTurnedAway(panel);
  const row = clientRow(panel, name);
  await expect(row).toContainText("AUTH_DEVICE_TOKEN_MISMATCH with its device token");
  await expect(row).toContainText(
    `Probably ${name} ${deviceId.slice(0, 8)}, paired (same name, app and address)`,
  );
  await row.getByRole("button").click();
  await expect(checklistStep(panel, 2)).toContainText("Done");
  await expect(checklistStep(panel, 5)).not.toContainText("Done");
  expect((await device.connect({ url, token })).ok).toBe(true);
  await expect(checklistStep(panel, 5)).toContainText("The device has signed in again.", { timeout: 15_000 });
  await expect(row).toHaveCount(0);
  await expect(panel.getByText("Let in since:")).toContainText(name);
});

test("the devices page says in a few words that somebody is turned away", async ({ panel, site }) => {
  const { name, device } = phone();
  await refuse({ device }, site.gateway.url);
  await panel.reload();
  await panel.getByRole("link", { name: /turned away$/ }).click();
  await expect(clientRow(panel, name)).toBeVisible();
});

test("ten wrong tries of a page are named before they lock its address out, and after", async ({
  page,
  site: ofWorker,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  // 2026.3.13 locks out the device tokens of all pages with it, for other tests too; it starts in seconds.
  const site = ofWorker.gateway.version.startsWith("2026.3") ? await startOwnSite() : ofWorker;
  const { url } = site.gateway;
  // From an address that no other test uses: it stays locked out.
  const guesser = phone({
    clientId: "openclaw-control-ui",
    platform: "web",
    origin: site.origin,
    remoteIp: "203.0.113.199",
  });
  await signIn(page, site);
  await openTurnedAway(page);
  const row = clientRow(page, guesser.name);
  const guess = (number: number) => guesser.device.connect({ url, token: `wrong-${number}-0123456789` });
  for (let number = 0; number < 7; number += 1) await guess(number);
  await expect(row).toContainText("7 tries");
  await expect(row).toContainText("3 more wrong tries lock everybody");
  for (let number = 7; number < 12; number += 1) await guess(number);
  await expect(row).toContainText("12 tries");
  await expect(row).toContainText("AUTH_RATE_LIMITED");
  await expect(row).toContainText("Locked out until about");
});

test("no hostile client, and no hostile line, makes itself certain", async ({ panel, site, askToPair }) => {
  const { url } = site.gateway;
  const victim = await askToPair();
  const forged = [
    `device=${victim.deviceId}`,
    `x" ,"deviceId":"${victim.deviceId}","cause":"pairing-required`,
    `<b>bold</b>\u202e reason=not-paired device=${victim.deviceId}`,
  ];
  const names: string[] = [];
  for (const displayName of forged) {
    const hostile = phone({ displayName, platform: displayName, remoteIp: "198.51.100.250" });
    expect((await hostile.device.connect({ url, token: "wrong-token-0123456789" })).ok).toBe(false);
    names.push(displayName);
  }
  await claimDevice(site.gateway.url, victim.deviceId);
  await appendFile(
    join(site.gateway.stateDir, "gateway.log"),
    [
      "no JSON at all",
      `{"0":"${"x".repeat(400_000)}"}`,
      '{"0":"{\\"subsystem\\":\\"gateway/ws\\"}","1":{"handshake":"failed"',
      "",
    ].join("\n"),
  );
  const after = phone();
  await refuse(after, site.gateway.url);

  await openTurnedAway(panel);
  await expect(clientRow(panel, after.name)).toContainText("1 try");
  // Other tests have left some in the log of this gateway, too.
  await expect(panel.getByText(/ \d+ lines of it could not be read/)).toBeVisible();
  const rows = turnedAway(panel).getByRole("row");
  await expect(rows.filter({ hasText: "198.51.100.250" })).toHaveCount(names.length);
  await expect(rows.filter({ hasText: "DEVICE_AUTH_DEVICE_ID_MISMATCH" })).toHaveCount(1);
  // Its own request, and nothing of what was forged in its name.
  const certain = rows.filter({ hasText: victim.deviceId.slice(0, 8) });
  await expect(certain).toHaveCount(1);
  await expect(certain).toContainText("PAIRING_REQUIRED");
  await expect(certain).toContainText("1 try");
  await expect(turnedAway(panel).locator("b")).toHaveCount(0);
  await expect(turnedAway(panel)).toContainText("RLO");
});

test("a log that begins anew is read on", async ({ page, site }) => {
  const [before, after] = [phone(), phone()];
  await signIn(page, site);
  await openTurnedAway(page);
  await refuse(before, site.gateway.url);
  await expect(clientRow(page, before.name)).toContainText("1 try");
  await truncate(join(site.gateway.stateDir, "gateway.log"));
  await refuse(after, site.gateway.url);
  await expect(clientRow(page, after.name)).toContainText("1 try");
  await expect(clientRow(page, before.name)).toContainText("1 try");
});

test("a log that the gateway does not hand out costs nothing else", async ({ page, site }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "logs.tail"
      ? refusal(frame, { code: "UNAVAILABLE", message: "log read failed: EACCES" })
      : frame,
  );
  const { name, device } = phone();
  await refuse({ device }, site.gateway.url);
  await signIn(page, site);
  await openTurnedAway(page);
  await expect(page.getByText("log read failed: EACCES")).toBeVisible();
  await expect(firstFinding(page)).toBeVisible();
  wire.rewrite(null);
  await page.getByRole("button", { name: "Read it again" }).click();
  await expect(clientRow(page, name)).toContainText("1 try");
});

test("without the method nothing is asked, and the page says what it needs", async ({ page, site }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "connect" ? JSON.stringify(frame).replace('"logs.tail"', '"logs.none"') : frame,
  );
  await signIn(page, site);
  await openTurnedAway(page);
  await expect(page.getByText("Who is refused stands in the gateway’s log.")).toBeVisible();
  expect(wire.requests("logs.tail")).toEqual([]);
});

test("what the gateway's log tells stands beside this browser's own record, marked as such", async ({
  panel,
  pair,
  secondClient,
}) => {
  const { name, deviceId } = await pair();
  await secondClient.request("device.token.rotate", { deviceId, role: "operator" });
  await panel.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" }).click();
  const entries = panel.getByRole("main").getByRole("listitem");
  const logged = entries.filter({ hasText: "gateway’s log" });
  await expect(logged.filter({ hasText: `The operator token of ${name} was rotated.` })).toHaveCount(1);
  // This browser has heard of it as well.
  await expect(logged.filter({ hasText: `The request of ${name} was approved elsewhere.` })).toHaveCount(1);
  await expect(
    entries.filter({ hasText: "this browser" }).filter({ hasText: "Connected to" }),
  ).not.toHaveCount(0);
  await expect(panel.getByText("The log does not name who approved")).toBeVisible();
  await panel.evaluate((id) => {
    location.hash = `#/devices/${id}`;
  }, deviceId);
  const history = panel.getByRole("list", { name: "History in this browser" });
  await expect(history.getByRole("listitem").filter({ hasText: "gateway’s log" })).toHaveCount(2);
});

test("who came in without a device is named, and a device's rights right now stand beside the approved ones", async ({
  panel,
  site,
  pair,
  secondClient,
}) => {
  const { url, token } = site.gateway;
  const deviceless = phone({ identity: null });
  expect((await deviceless.device.connect({ url, token })).ok).toBe(true);
  const entered = await pair();
  await entered.enter();
  await panel.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Gateway" }).click();
  const sessions = panel.getByRole("table", { name: "Sessions without a device" });
  await expect(sessions.getByRole("row").filter({ hasText: deviceless.name })).toHaveCount(1);
  await expect(sessions).not.toContainText(entered.name);
  await deviceless.device.disconnect();
  await expect(sessions.getByRole("row").filter({ hasText: deviceless.name })).toHaveCount(0);

  await panel.evaluate((id) => {
    location.hash = `#/devices/${id}`;
  }, entered.deviceId);
  const rights = panel.getByRole("region", { name: "Rights right now" });
  await expect(rights).toContainText("operator, operator.read");
  await secondClient.request("device.token.revoke", { deviceId: entered.deviceId, role: "operator" });
  await panel.reload();
  await expect(rights).toContainText("Approved as operator, without an active token for it");
});
