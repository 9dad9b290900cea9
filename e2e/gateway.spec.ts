import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { createDevice } from "../sandbox/device.ts";
import { askToPair } from "./support/asking-device.ts";
import { connectionStatus, expectDevicesPage, signIn } from "./support/panel.ts";
import { SecondClient } from "./support/second-client.ts";
import type { Site } from "./support/site.ts";
import { expect, test } from "./support/test.ts";
import { firstFinding, narrowOwnToken } from "./support/troubleshoot.ts";
import { refusal, Wire } from "./support/wire.ts";

/** How the gateway's door is set, what is risky about it, and mending it from here. */

const ELSEWHERE = "https://panel.example.com";

async function openGateway(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Gateway" }).click();
  await expect(page.getByRole("heading", { name: "Gateway", level: 1 })).toBeVisible();
}

function settings(page: Page): Locator {
  return page.getByRole("region", { name: "Door settings" });
}

function allowedPages(page: Page): Locator {
  return page.getByRole("list", { name: "Allowed pages" }).getByRole("listitem");
}

const config = z.looseObject({
  hash: z.string(),
  config: z.looseObject({
    gateway: z.looseObject({
      controlUi: z.looseObject({ allowedOrigins: z.array(z.string()).default([]) }),
      auth: z.looseObject({ rateLimit: z.unknown().optional() }),
      nodes: z.unknown().optional(),
    }),
  }),
});

/** What the gateway itself says of its configuration. */
async function readConfig(client: SecondClient) {
  return config.parse(await client.request("config.get"));
}

async function readOrigins(client: SecondClient): Promise<readonly string[]> {
  return (await readConfig(client)).config.gateway.controlUi.allowedOrigins;
}

/** A gateway of its own, whose door is going to be changed. */
async function openOwn(page: Page, start: () => Promise<Site>) {
  const site = await start();
  const client = new SecondClient(site.gateway);
  await signIn(page, site);
  await openGateway(page);
  return { site, client };
}

test("the door is shown as it is set, with every way in and what came in by it", async ({ panel, site }) => {
  const isOld = site.gateway.version.startsWith("2026.3");
  await openGateway(panel);
  await expect(settings(panel)).toContainText("With the gateway’s token");
  await expect(settings(panel)).toContainText("In the gateway’s configuration");
  await expect(settings(panel)).toContainText(`loopback), port ${site.gateway.port}`);
  await expect(allowedPages(panel).filter({ hasText: "This page" })).toContainText(site.origin);
  await expect(settings(panel)).toContainText("On the gateway’s own machine");
  await expect(settings(panel)).toContainText(
    isOld ? /approved by the gateway itself since/ : /paired devices?: .*Chrome/,
  );
  const risks = panel.getByRole("list", { name: "Risks" }).getByRole("listitem");
  if (isOld) {
    await expect(risks.filter({ hasText: "gateway.trusted_proxies_missing" })).toHaveCount(1);
  } else {
    await expect(settings(panel)).toContainText("Checked by SSH");
    await expect(panel.getByText("None in these settings.")).toBeVisible();
  }
});

const audit = z.object({ findings: z.array(z.object({ checkId: z.string() })) });

test("the risks are those that the gateway’s own audit finds in these settings", async ({
  page,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const { site } = await openOwn(page, () =>
    startOwnSite({
      allowedOrigins: [ELSEWHERE, "*"],
      config: {
        gateway: { controlUi: { dangerouslyAllowHostHeaderOriginFallback: true }, allowRealIpFallback: true },
        discovery: { mdns: { mode: "full" } },
      },
    }),
  );
  const { stdout } = await site.gateway.cli(["security", "audit", "--json"]);
  const { findings } = audit.parse(JSON.parse(stdout.slice(stdout.indexOf("{"))));
  const expected = findings.map(({ checkId }) => checkId).filter((id) => /^(?:gateway|discovery)\./.test(id));
  expect(expected.length).toBeGreaterThanOrEqual(4);
  const risks = page.getByRole("list", { name: "Risks" }).getByRole("listitem");
  for (const id of expected) await expect(risks.filter({ hasText: id })).toHaveCount(1);
  await expect(risks).toHaveCount(expected.length);
});

test("an origin that is allowed from a tunnelled page lets that page in from afar, and nothing else changes", async ({
  page,
  browser,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const { site, client } = await openOwn(page, () => startOwnSite({ allowedOrigins: [ELSEWHERE] }));
  const before = await readConfig(client);
  const far = await browser.newContext({ extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.61" } });
  const farPage = await far.newPage();
  await farPage.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  await expect(farPage.getByRole("alert")).toContainText("CONTROL_UI_ORIGIN_NOT_ALLOWED");

  await page.getByRole("button", { name: "Allow this page" }).click();
  const dialog = page.getByRole("dialog", { name: "Allow a page" });
  await expect(
    dialog.getByRole("list", { name: "The change, line by line" }).getByRole("listitem"),
  ).toHaveText([/ stays: .*panel\.example\.com/, new RegExp(`added: .*${site.origin}`)]);
  await expect(dialog).toContainText(
    site.gateway.version.startsWith("2026.3") ? "The gateway restarts" : "without a restart",
  );
  await dialog.getByRole("button", { name: "Allow", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText(`${site.origin} may sign in`, { timeout: 60_000 });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(allowedPages(page)).toHaveText([ELSEWHERE + "Remove…", /This page/]);
  const after = await readConfig(client);
  expect(after.config.gateway).toEqual({
    ...before.config.gateway,
    controlUi: { ...before.config.gateway.controlUi, allowedOrigins: [ELSEWHERE, site.origin] },
  });

  await farPage.goto("about:blank");
  await farPage.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  await expect(connectionStatus(farPage)).toHaveText(/^Waiting for approval/, { timeout: 30_000 });
  const [request] = (await client.list()).pending;
  await client.approve(request?.requestId ?? "");
  await expectDevicesPage(farPage);

  // What lets this page in is not removed by mistake.
  await page.getByRole("button", { name: `Remove ${site.origin}` }).click();
  const removal = page.getByRole("dialog", { name: "Remove a page" });
  await expect(removal).toContainText("This could lock this page out");
  await expect(removal.getByRole("button", { name: "Remove", exact: true })).toBeDisabled();
  await removal.getByRole("checkbox", { name: /^I understand/ }).check();
  await removal.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(removal.getByRole("status")).toContainText("no longer in the list", { timeout: 60_000 });
  expect(await readOrigins(client)).toEqual([ELSEWHERE]);
  await far.close();
  await client.disconnect();
});

test("a change that somebody else was faster with is shown anew, and nothing of it is lost", async ({
  page,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const { site, client } = await openOwn(page, () => startOwnSite({ allowedOrigins: [ELSEWHERE] }));
  await page.getByRole("textbox", { name: "Address of another page" }).fill("https://mine.example/devices");
  await page.getByRole("button", { name: "Allow…" }).click();
  const dialog = page.getByRole("dialog", { name: "Allow a page" });
  const allow = dialog.getByRole("button", { name: "Allow", exact: true });
  await expect(allow).toBeEnabled();
  const { hash } = await readConfig(client);
  await client.request("config.patch", {
    raw: JSON.stringify({
      gateway: { controlUi: { allowedOrigins: [ELSEWHERE, "https://theirs.example"] } },
    }),
    baseHash: hash,
  });
  // Old gateways restart: the page has to come back first.
  if (site.gateway.version.startsWith("2026.3")) await expect(allow).toBeDisabled();
  await allow.click({ timeout: 60_000 });
  await expect(dialog.getByRole("alert")).toContainText("Somebody else has changed the configuration", {
    timeout: 60_000,
  });
  await expect(dialog.getByRole("listitem").filter({ hasText: "https://theirs.example" })).toContainText(
    "stays",
  );
  await allow.click();
  await expect(dialog.getByRole("status")).toContainText("https://mine.example may sign in", {
    timeout: 60_000,
  });
  expect(await readOrigins(client)).toEqual([ELSEWHERE, "https://theirs.example", "https://mine.example"]);
  await client.disconnect();
});

test("an automatic approval is switched off @new-only", async ({ page, startOwnSite, problems }) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const { client } = await openOwn(page, startOwnSite);
  await page.getByRole("button", { name: "Switch off: Checked by SSH" }).click();
  const dialog = page.getByRole("dialog", { name: "Switch an automatic approval off" });
  await expect(dialog.getByRole("list", { name: "The change, line by line" })).toContainText("not set");
  await dialog.getByRole("button", { name: "Switch off", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("This approval is switched off");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("button", { name: "Switch off: Checked by SSH" })).toHaveCount(0);
  expect((await readConfig(client)).config.gateway.nodes).toEqual({ pairing: { sshVerify: false } });
  await client.disconnect();
});

test("a limit is set where there is none", async ({ page, startOwnSite, problems }) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const { client } = await openOwn(page, startOwnSite);
  await page.getByRole("button", { name: "Set a limit…" }).click();
  const dialog = page.getByRole("dialog", { name: "Set a limit on wrong tokens" });
  await dialog.getByRole("button", { name: "Set", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("The limit is set", { timeout: 60_000 });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(settings(page)).toContainText("10 within 1 minute, then 5 minutes pause.");
  await expect(page.getByRole("button", { name: "Set a limit…" })).toHaveCount(0);
  expect((await readConfig(client)).config.gateway.auth.rateLimit).toMatchObject({ maxAttempts: 10 });
  await client.disconnect();
});

/** Lets a phone in that is paired with this gateway, with the token that it has now. */
async function enterPhone({ gateway }: Site, client: SecondClient) {
  const phone = await askToPair(gateway);
  await client.approve(phone.requestId);
  const outcome = await phone.device.connect({ url: gateway.url, token: gateway.token });
  if (!outcome.ok || outcome.deviceToken === null) throw new Error("The phone was not let in");
  return { ...phone, deviceToken: outcome.deviceToken };
}

test("the gateway’s token is changed: this page stays, and who knows only the old one is seen and mended", async ({
  page,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const { site, client } = await openOwn(page, startOwnSite);
  const { url, token: oldToken } = site.gateway;
  const [stays, forgot] = [await enterPhone(site, client), await enterPhone(site, client)];
  await page.getByRole("button", { name: "Refresh" }).click();

  await page.getByRole("button", { name: "Change the gateway’s token…" }).click();
  const dialog = page.getByRole("dialog", { name: "Change the gateway’s token" });
  await expect(dialog).toContainText(stays.name);
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  const shown = page.getByRole("dialog", { name: "New token" });
  await expect(shown.getByRole("status").first()).toContainText("This page has signed in with the new one.", {
    timeout: 60_000,
  });
  await page.keyboard.press("Escape");
  await expect(shown.getByRole("alert")).toContainText("the token would be lost");
  const newToken = await shown.getByRole("textbox", { name: "New token" }).inputValue();
  expect(newToken).toMatch(/^[0-9a-f]{64}$/);
  await shown.getByRole("checkbox", { name: "I have stored this token" }).check();
  await shown.getByRole("button", { name: "Done" }).click();
  expect(await readFile(join(site.gateway.stateDir, "openclaw.json"), "utf8")).toContain(newToken);

  const followers = dialog.getByRole("list", { name: "Who has come back" }).getByRole("listitem");
  await stays.device.disconnect();
  await forgot.device.disconnect();
  await expect(followers.filter({ hasText: stays.name })).toContainText("Not yet");
  expect((await stays.device.connect({ url, deviceToken: stays.deviceToken })).ok).toBe(true);
  await expect(followers.filter({ hasText: stays.name })).toContainText("Back");
  expect(await forgot.device.connect({ url, token: oldToken })).toMatchObject({
    code: "AUTH_TOKEN_MISMATCH",
  });
  await expect(followers.filter({ hasText: forgot.name })).toContainText("Refused");

  await dialog.getByRole("link", { name: "Turned away" }).click();
  const row = page
    .getByRole("table", { name: "Turned away" })
    .getByRole("row")
    .filter({ hasText: forgot.name });
  await expect(row).toContainText("AUTH_TOKEN_MISMATCH");
  await row.getByRole("button").click();
  await expect(firstFinding(page)).toContainText("AUTH_TOKEN_MISMATCH");
  expect((await forgot.device.connect({ url, token: newToken })).ok).toBe(true);
  await expect(row).toHaveCount(0);

  // The page itself keeps the new token, as it kept the old one.
  await page.goto("about:blank");
  await page.goto(site.pageUrl);
  await expectDevicesPage(page);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toContain(newToken);
  // What the page has tried itself is none of those that were refused.
  await openGateway(page);
  await expect(settings(page)).toContainText("In the gateway’s configuration");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  await expect(page.getByText("Nobody is turned away")).toBeVisible();
  for (const { device } of [stays, forgot]) await device.disconnect();
  await client.disconnect();
});

test("a token whose change was not answered is shown all the same, and works", async ({
  page,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const wire = await Wire.into(page);
  const { site, client } = await openOwn(page, startOwnSite);
  await page.getByRole("button", { name: "Change the gateway’s token…" }).click();
  wire.cutAfter("config.patch");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const shown = page.getByRole("dialog", { name: "New token" });
  await expect(shown).toContainText("This page has signed in with the new one.", { timeout: 90_000 });
  const newToken = await shown.getByRole("textbox", { name: "New token" }).inputValue();
  expect(await readFile(join(site.gateway.stateDir, "openclaw.json"), "utf8")).toContain(newToken);
  expect(wire.requests("config.patch")).toHaveLength(1);
  await shown.getByRole("checkbox", { name: "I have stored this token" }).check();
  await shown.getByRole("button", { name: "Done" }).click();
  await client.disconnect();
});

test("a token that comes from the environment is recognised, and not touched", async ({
  page,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const token = "t0ken-of-the-environment-0123456789";
  const { client } = await openOwn(page, () =>
    startOwnSite({
      token,
      config: {
        env: { vars: { DOOR_TOKEN: token } },
        gateway: { auth: { token: { source: "env", provider: "default", id: "DOOR_TOKEN" } } },
      },
    }),
  );
  await expect(settings(page)).toContainText("In an environment variable");
  await expect(page.getByRole("main")).toContainText(
    "change it where the gateway is started, then restart it",
  );
  await expect(page.getByRole("button", { name: /^Change the gateway/ })).toHaveCount(0);
  await client.disconnect();
});

test("who may not read the settings learns which right that needs", async ({ page, site }) => {
  const narrow = createDevice({
    clientId: "cli",
    mode: "cli",
    role: "operator",
    scopes: ["operator.pairing"],
    displayName: "Narrow",
  });
  const { url, token } = site.gateway;
  expect((await narrow.connect({ url, token })).ok).toBe(true);
  await expect(narrow.request("config.get")).rejects.toThrow("missing scope: operator.read");
  await narrow.disconnect();

  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "connect"
      ? JSON.stringify(frame).replace(/"scopes":\["operator[^\]]*\]/g, '"scopes":["operator.pairing"]')
      : frame,
  );
  await signIn(page, site);
  await openGateway(page);
  await expect(settings(page)).toContainText("It needs the right operator.read");
  expect(wire.requests("config.get")).toEqual([]);
});

test("who is no administrator reads the settings, and has nothing to click", async ({ page, site }) => {
  await narrowOwnToken(page, site);
  await openGateway(page);
  await expect(settings(page)).toContainText("Only an administrator changes these settings");
  await expect(allowedPages(page)).not.toHaveCount(0);
  await expect(
    page.getByRole("main").getByRole("button", { name: /Remove|Allow|Switch off|Change/ }),
  ).toHaveCount(0);
});

test("a device with a token for a role that nobody approved is named, and leads to its page @old-only", async ({
  panel,
  pair,
  secondClient,
}) => {
  const phone = await pair();
  await secondClient.request("device.token.rotate", { deviceId: phone.deviceId, role: "node" });
  await openGateway(panel);
  const beyond = panel.getByRole("region", { name: "Devices with more than was approved" });
  await expect(beyond).toContainText("It has a token for the role node, which was not approved");
  await beyond.getByRole("link", { name: phone.name }).click();
  await expect(panel.getByRole("heading", { level: 1 })).toHaveText(phone.name);
  await expect(panel.getByRole("region", { name: "Rights right now" })).toContainText("Revoke that token");
});

test("settings that cannot be read cost nothing else, and are read again on demand", async ({
  page,
  site,
}) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "config.get"
      ? refusal(frame, { code: "UNAVAILABLE", message: "config read failed: EACCES" })
      : frame,
  );
  await signIn(page, site);
  await openGateway(page);
  await expect(settings(page).getByRole("alert")).toBeVisible();
  wire.rewrite(null);
  await page.getByRole("button", { name: "Read them again" }).click();
  await expect(settings(page)).toContainText("With the gateway’s token");
});

test("on a phone nothing sticks out, also with several gateways in the navigation", async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.addInitScript(() => {
    localStorage.setItem("gatehouse.gateways", JSON.stringify([{ url: "ws://127.0.0.1:9", isOpen: false }]));
  });
  await signIn(page, site);
  await openGateway(page);
  await expect(allowedPages(page)).not.toHaveCount(0);
  const overflowPx = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflowPx()).toBe(0);
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  await expect(links).toHaveCount(7);
  for (const link of await links.all()) {
    expect(await link.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
    await expect(link).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole("button", { name: `Remove ${site.origin}` }).click();
  await expect(page.getByRole("dialog", { name: "Remove a page" })).toBeVisible();
  expect(await overflowPx()).toBe(0);
});
