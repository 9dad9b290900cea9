import type { Page } from "@playwright/test";
import { z } from "zod";
import { rememberedText } from "./support/browser-storage.ts";
import { connectionStatus, expectDevicesPage } from "./support/panel.ts";
import { servePage, type Site } from "./support/site.ts";
import { expect, test } from "./support/test.ts";
import { recordSockets, requestsSent, type SocketRecord } from "./support/wire.ts";

/** What an address may ask of the page, and what it may not. */

const WRONG = "wr0ng-t0ken-0123456789";

function sentAnywhere(sockets: readonly SocketRecord[], text: string): boolean {
  return JSON.stringify(sockets.map(({ sent }) => sent)).includes(text);
}

/** Everything that this tab keeps until it is closed. */
function tabText(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(sessionStorage));
}

test("a filter in the address is no secret", async ({ panel, site }) => {
  const sockets = recordSockets(panel);
  await panel
    .getByRole("group", { name: "Saved views" })
    .getByRole("button", { name: /^Revoked/ })
    .click();
  await expect(panel).toHaveURL(/#\/devices\?tokens=revoked$/);
  await panel.reload();
  await expectDevicesPage(panel);
  await expect(panel).toHaveURL(/#\/devices\?tokens=revoked$/);
  // As the filter was called before, and as it may stand in bookmarks.
  await panel.goto(`${site.pageUrl}#/devices?token=revoked&gatewayUrl=ws://127.0.0.1:1`);
  await panel.reload();
  await expectDevicesPage(panel);
  expect(await tabText(panel)).toContain(site.gateway.token);
  expect(sentAnywhere(sockets, "revoked")).toBe(false);
  expect(sockets.every(({ url }) => url.startsWith(site.gateway.url))).toBe(true);
});

test("a link with another token asks before that replaces one that works", async ({ panel, site }) => {
  const sockets = recordSockets(panel);
  await panel.goto(`${site.pageUrl}#token=${WRONG}`);
  const question = panel.getByRole("alert");
  await expect(question).toContainText("a different token");
  await expect(question).toContainText(site.gateway.url);
  await expect(panel).toHaveURL(`${site.pageUrl}#/connect`);
  expect(sockets).toEqual([]);
  await question.getByRole("button", { name: "Keep the token that I have" }).click();
  await expectDevicesPage(panel);
  expect(sentAnywhere(sockets, WRONG)).toBe(false);

  await panel.goto(`${site.pageUrl}#token=${WRONG}`);
  await question.getByRole("button", { name: "Use the token of the link" }).click();
  // Refused, and then let in by the device token that goes along.
  await expectDevicesPage(panel);
  expect(sentAnywhere(sockets, WRONG)).toBe(true);
  expect(await tabText(panel)).toContain(site.gateway.token);
  expect(await tabText(panel)).not.toContain(WRONG);
});

test("a typed token that is refused does not replace one that is remembered", async ({ page, site }) => {
  await page.goto(site.pageUrl);
  const connect = async (token: string) => {
    await page.getByLabel("Token", { exact: true }).fill(token);
    await page.getByRole("checkbox", { name: "Remember the token" }).check();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
  };
  await connect(site.gateway.token);
  await expectDevicesPage(page);
  // Without a device token the remembered one is all that this browser has.
  await page.evaluate(
    () =>
      new Promise((resolve) => indexedDB.deleteDatabase("gatehouse").addEventListener("success", resolve)),
  );
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.goto(`${site.pageUrl}#/connect`);
  await connect(WRONG);
  await expect(page.getByRole("alert")).toContainText("AUTH_TOKEN_MISMATCH");
  expect(await rememberedText(page)).toContain(site.gateway.token);
  await page.reload();
  await expectDevicesPage(page);
});

test("a token without a gateway asks before it goes to the gateway that was used last", async ({
  page,
  site,
}) => {
  const elsewhere = await servePage();
  // As on a host that knows no gateway.
  elsewhere.setGateway("");
  const sockets = recordSockets(page);
  await page.goto(`${elsewhere.url}/?gatewayUrl=${encodeURIComponent(site.gateway.url)}`);
  await page.getByRole("button", { name: "Use this gateway" }).click();
  await page.getByLabel("Token", { exact: true }).fill(site.gateway.token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expectDevicesPage(page);
  const before = sockets.length;

  await page.goto(`${elsewhere.url}/#token=${WRONG}`);
  const question = page.getByRole("alert");
  await expect(question).toContainText("does not name a gateway");
  await expect(question).toContainText(site.gateway.url);
  await question.getByRole("button", { name: "Ignore it" }).click();
  await expect(question).toHaveCount(0);
  expect(sockets).toHaveLength(before);
  await page.goto("about:blank");
  await elsewhere.close();
});

test("the token of a gateway can be forgotten", async ({ panel, site }) => {
  await panel.getByRole("link", { name: "Settings", exact: true }).click();
  const forget = panel.getByRole("button", { name: "Forget the token of this gateway" });
  expect(await tabText(panel)).toContain(site.gateway.token);
  await forget.click();
  await expect(panel.getByRole("status").filter({ hasText: "were forgotten" })).toContainText(
    "still signs in with its device token",
  );
  expect(await tabText(panel)).not.toContain(site.gateway.token);
  await panel.reload();
  await expect(connectionStatus(panel)).toHaveText(/^Connected/);
  await expect(forget).toBeDisabled();
  await expect(panel.getByText("No shared token or password is stored")).toBeVisible();
});

const dashboard = z.object({ browserUrl: z.string() });

/** A real link of the real command, which is good for one browser. */
async function oneTimeLink(site: Site): Promise<URL> {
  // The command line takes many seconds of a busy processor.
  test.setTimeout(180_000);
  const { stdout, stderr } = await site.gateway.cli(["dashboard", "--json"]);
  expect(stdout, stderr).toContain("browserUrl");
  return new URL(dashboard.parse(JSON.parse(stdout)).browserUrl);
}

// Older gateways have no such links.
test.describe("a one-time link of `openclaw dashboard`", { tag: "@new-only" }, () => {
  test.use({ remoteIp: "203.0.113.70" });
  test.describe.configure({ timeout: 180_000 });

  test("lets in a browser from afar as an administrator, once", async ({
    page,
    site,
    secondClient,
    browser,
  }) => {
    const { hash } = await oneTimeLink(site);
    const token = new URLSearchParams(hash.slice(1)).get("bootstrapToken") ?? "";
    expect(token).not.toBe("");
    const sockets = recordSockets(page);
    await page.goto(site.pageUrl + hash);
    await expectDevicesPage(page);
    await expect(page).toHaveURL(`${site.pageUrl}#/devices`);
    await expect(page.getByText("administrator").first()).toBeVisible();
    expect((await tabText(page)) + (await rememberedText(page))).not.toContain(token);
    const own = (await secondClient.list()).paired.find(({ clientId }) => clientId === "openclaw-control-ui");
    expect(own?.scopes).toContain("operator.admin");
    await page.reload();
    await expectDevicesPage(page);
    expect(requestsSent(sockets, "connect").map((frame) => JSON.stringify(frame).includes(token))).toEqual([
      true,
      false,
    ]);

    const other = await browser.newContext({ extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.71" } });
    const late = await other.newPage();
    const attempts = recordSockets(late);
    await late.goto(site.pageUrl + hash);
    await expect(late.getByRole("alert")).toContainText("AUTH_BOOTSTRAP_TOKEN_INVALID");
    await expect(late.getByRole("alert")).toContainText("The one-time link is used up or too old");
    await expect(late.getByRole("alert")).toContainText("openclaw dashboard");
    expect(requestsSent(attempts, "connect")).toHaveLength(1);
    await other.close();
  });

  test("is understood where it is pasted as a token", async ({ page, site }) => {
    const link = await oneTimeLink(site);
    await page.goto(site.pageUrl);
    const field = page.getByLabel("Token", { exact: true });
    await field.fill(link.href);
    await expect(field).toHaveAccessibleDescription(/one-time dashboard link/);
    await page.getByRole("button", { name: "Use what is meant" }).click();
    await expect(field).toHaveAccessibleDescription(/makes this browser an administrator/);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expectDevicesPage(page);
  });
});

test("a one-time link asks before it is used at an unknown gateway, and needs an owner's profile", async ({
  page,
  site,
}) => {
  const sockets = recordSockets(page);
  const link = `${site.pageUrl}#bootstrapToken=0nce&gatewayUrl=${encodeURIComponent("ws://127.0.0.1:9")}`;
  await page.goto(`${link}&bootstrapProfile=owner`);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("is for a gateway that this browser has not used before");
  await expect(alert).toContainText("signs this browser in as an administrator");
  await expect(page).toHaveURL(`${site.pageUrl}#/connect`);
  await page.goto("about:blank");
  await page.goto(link);
  await expect(alert).toContainText("This one-time link is not for this page");
  await expect(page).toHaveURL(`${site.pageUrl}#/connect`);
  expect(sockets).toEqual([]);
});
