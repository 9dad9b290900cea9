import { createServer } from "node:net";
import { once } from "node:events";
import type { Page } from "@playwright/test";
import { rememberedText, storedDeviceTokens, storedIdentity } from "./support/browser-storage.ts";
import { GATEWAY_VERSIONS } from "./support/gateway-versions.ts";
import { connectionStatus, expectDevicesPage, signIn, signInByForm } from "./support/panel.ts";
import { servePage } from "./support/site.ts";
import { expect, test } from "./support/test.ts";
import { contains, recordSockets, requestsSent, sentTo } from "./support/wire.ts";

function tokenField(page: Page) {
  return page.getByLabel("Token", { exact: true });
}

function connectButton(page: Page) {
  return page.getByRole("button", { name: "Connect", exact: true });
}

test("a wrong token is refused with the gateway's code, and the right one gets in", async ({
  page,
  site,
}) => {
  await signInByForm(page, site.pageUrl, { token: "wrong" });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("AUTH_TOKEN_MISMATCH");
  await expect(connectionStatus(page)).toHaveText(/^Sign-in needed/);
  await alert.getByRole("link", { name: "Troubleshoot" }).click();
  await expect(page).toHaveURL(/#\/troubleshoot\/AUTH_TOKEN_MISMATCH$/);
  await expect(page.getByRole("heading", { name: "Troubleshoot", level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("AUTH_TOKEN_MISMATCH");

  await page.goto(`${site.pageUrl}#/connect`);
  await tokenField(page).fill(site.gateway.token);
  await connectButton(page).click();
  await expectDevicesPage(page);
});

test("a secret is hidden until its owner asks to see it", async ({ page, site }) => {
  await page.goto(site.pageUrl);
  await expect(tokenField(page)).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show token" }).click();
  await expect(tokenField(page)).toHaveAttribute("type", "text");
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "password");
});

test("a link with the token signs in and leaves no token behind", async ({ page, site }) => {
  await signIn(page, site);
  await expect(page).toHaveURL(`${site.pageUrl}#/devices`);
  expect(await rememberedText(page)).not.toContain(site.gateway.token);
});

for (const [where, link] of [
  ["before the hash", (url: string, token: string) => `?gatewayUrl=${url}#token=${token}`],
  ["inside the hash", (url: string, token: string) => `#/connect?gatewayUrl=${url}&token=${token}`],
] as const) {
  test(`a link names the page's own gateway ${where} and gets in without a question`, async ({
    page,
    site,
  }) => {
    const { url, token } = site.gateway;
    await page.goto(site.pageUrl + link(encodeURIComponent(url), token));
    await expectDevicesPage(page);
    await expect(page).toHaveURL(`${site.pageUrl}#/devices`);
  });

  test(`a link that names an unknown gateway ${where} asks before anything is sent`, async ({
    page,
    site,
  }) => {
    let strangers = 0;
    const stranger = createServer((socket) => {
      strangers += 1;
      socket.destroy();
    });
    stranger.listen(0, "127.0.0.1");
    await once(stranger, "listening");
    const address = stranger.address();
    const url = `ws://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const sockets = recordSockets(page);

    await page.goto(site.pageUrl + link(encodeURIComponent(url), "abc"));
    const question = page.getByRole("alert");
    await expect(question).toContainText("is for a gateway that this browser has not used before");
    await expect(question).toContainText(url);
    await expect(page).toHaveURL(`${site.pageUrl}#/connect`);
    await question.getByRole("button", { name: "Ignore it" }).click();
    await expect(question).toHaveCount(0);
    expect(sockets).toEqual([]);
    expect(strangers).toBe(0);
    stranger.close();
  });
}

test("a gateway's credentials are never sent to another gateway", async ({
  page,
  site,
  startOwnSite,
  problems,
}) => {
  // The page stays connected to both, and the other one is stopped before it is closed.
  problems.expectGatewayAway();
  const other = await startOwnSite({ version: GATEWAY_VERSIONS.old, allowedOrigins: [site.origin] });
  const sockets = recordSockets(page);
  await signIn(page, site);
  const [deviceToken = ""] = await storedDeviceTokens(page);
  expect(deviceToken).not.toBe("");

  // The other gateway, without a credential for it.
  await page.goto(`${site.pageUrl}?gatewayUrl=${encodeURIComponent(other.gateway.url)}`);
  await page.getByRole("button", { name: "Use this gateway" }).click();
  await expect(page.getByRole("alert")).toContainText("AUTH_TOKEN_MISSING");
  await tokenField(page).fill(other.gateway.token);
  await connectButton(page).click();
  await expectDevicesPage(page);
  await expect.poll(() => storedDeviceTokens(page)).toHaveLength(2);

  // And back, by a link: the first gateway is known by now.
  await page.goto(`${site.pageUrl}?gatewayUrl=${encodeURIComponent(site.gateway.url)}#/connect`);
  await expectDevicesPage(page);
  const toOther = sentTo(sockets, other.gateway.url);
  const toFirst = sentTo(sockets, site.gateway.url);
  const tokens = await storedDeviceTokens(page);
  const otherDeviceToken = tokens.find((token) => token !== deviceToken) ?? "";
  expect(contains(toOther, other.gateway.token)).toBe(true);
  expect(contains(toOther, site.gateway.token)).toBe(false);
  expect(contains(toOther, deviceToken)).toBe(false);
  expect(contains(toFirst, deviceToken)).toBe(true);
  expect(contains(toFirst, other.gateway.token)).toBe(false);
  expect(contains(toFirst, otherDeviceToken)).toBe(false);
});

const SETUP_CODE = Buffer.from(JSON.stringify({ url: "ws://127.0.0.1:18789", bootstrapToken: "x" })).toString(
  "base64url",
);

for (const [what, pasted, advice] of [
  ["the redaction mask", "__OPENCLAW_REDACTED__", "mask"],
  ["a dashboard address", "http://127.0.0.1:18789/#token=0123456789abcdef", "dashboard address"],
  ["a setup code", SETUP_CODE, "setup code"],
  ["a token with hidden characters", "0123\u200b4567", "hidden characters"],
] as const) {
  test(`${what} in place of a token is recognised before anything is sent`, async ({ page, site }) => {
    const sockets = recordSockets(page);
    await signInByForm(page, site.pageUrl, { token: pasted });
    await expect(tokenField(page)).toHaveAccessibleDescription(new RegExp(advice));
    await expect(connectionStatus(page)).toHaveText(/^Sign-in needed/);
    expect(sockets).toEqual([]);
  });
}

test("a pasted dashboard address offers the token that is in it", async ({ page, site }) => {
  const { token, httpUrl } = site.gateway;
  await page.goto(site.pageUrl);
  await tokenField(page).fill(`${httpUrl}/#token=${token}`);
  await page.getByRole("button", { name: "Use what is meant" }).click();
  await expect(tokenField(page)).toHaveValue(token);
  await connectButton(page).click();
  await expectDevicesPage(page);
});

test("blanks around a token do no harm", async ({ page, site }) => {
  await page.goto(site.pageUrl);
  await tokenField(page).fill(`  ${site.gateway.token} `);
  await expect(tokenField(page)).toHaveAccessibleDescription(/spaces/);
  await connectButton(page).click();
  await expectDevicesPage(page);
});

test("a page on the gateway's own machine needs no allowed origin, and is told of none", async ({
  page,
  startOwnSite,
}) => {
  // A second gateway takes long to start while others do.
  test.setTimeout(120_000);
  const site = await startOwnSite({ allowedOrigins: [] });
  await page.goto(site.pageUrl);
  await expect(page.getByRole("heading", { name: "Where to find the token" })).toBeVisible();
  await expect(page.getByText("allowedOrigins")).toHaveCount(0);
  await page.getByRole("textbox", { name: "Gateway URL" }).fill("wss://gw.example.com");
  await expect(page.getByText("openclaw config get gateway.controlUi.allowedOrigins")).toBeVisible();
  await signIn(page, site);
  await page.goto("about:blank");
});

test.describe("a browser that comes from afar", () => {
  test.use({ remoteIp: "203.0.113.50" });

  test("waits for approval, says for what, and comes in by itself", async ({ page, site, secondClient }) => {
    await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
    await expect(page.getByRole("heading", { name: "Connect to a gateway", level: 1 })).toBeVisible();
    await expect(connectionStatus(page)).toHaveText(/^Waiting for approval/);
    const { pending } = await secondClient.list();
    expect(pending).toHaveLength(1);
    const [{ requestId, deviceId } = { requestId: "", deviceId: "" }] = pending;
    const main = page.getByRole("main");
    await expect(main.getByText(requestId, { exact: true })).toBeVisible();
    await expect(main.getByText(deviceId.slice(0, 8), { exact: true })).toBeVisible();
    await expect(main.getByText(`openclaw devices approve ${requestId}`)).toBeVisible();

    const { code, stderr } = await site.gateway.cli(["devices", "approve", requestId]);
    expect(code, stderr).toBe(0);
    await expectDevicesPage(page);
  });

  // From the gateway's own host any loopback origin is let in, listed or not.
  test("is told when the gateway does not allow its origin", async ({ page, site }) => {
    const elsewhere = await servePage();
    elsewhere.setGateway(site.gateway.url);
    await signInByForm(page, elsewhere.url, { token: site.gateway.token });
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("CONTROL_UI_ORIGIN_NOT_ALLOWED");
    await expect(alert).toContainText("allowedOrigins");
    await expect(alert).toContainText(elsewhere.url);
    await expect(alert).not.toContainText('"*"');
    await expect(alert).toContainText(`'gateway.controlUi.allowedOrigins[N]' ${elsewhere.url}`);
    await page.goto("about:blank");
    await elsewhere.close();
  });

  test("is told when its request was turned down", async ({ page, site, secondClient }) => {
    await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
    await expect(connectionStatus(page)).toHaveText(/^Waiting for approval/);
    const [{ requestId } = { requestId: "" }] = (await secondClient.list()).pending;
    await secondClient.reject(requestId);
    await expect(page.getByRole("alert")).toContainText("was rejected");
    await expect(connectionStatus(page)).toHaveText(/^Sign-in needed/);
  });

  test("is told so after more than five minutes as well, and asks no more", async ({
    page,
    site,
    secondClient,
  }) => {
    const sockets = recordSockets(page);
    const asked = () => requestsSent(sockets, "connect").length;
    await page.clock.install();
    await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
    await expect(connectionStatus(page)).toHaveText(/^Waiting for approval/);
    await page.clock.fastForward("06:00");
    const before = asked();
    await expect.poll(asked).toBeGreaterThan(before + 1);
    const [{ requestId } = { requestId: "" }] = (await secondClient.list()).pending;
    await secondClient.reject(requestId);
    await expect(page.getByRole("alert")).toContainText("was rejected");
    const after = asked();
    await page.clock.fastForward("01:00");
    expect(asked()).toBe(after);
  });
});

test("the second sign-in uses the device token and not the shared one", async ({ page, site }) => {
  const sockets = recordSockets(page);
  await signIn(page, site);
  const [deviceToken = ""] = await storedDeviceTokens(page);
  await page.reload();
  await expectDevicesPage(page);
  const connects = requestsSent(sockets, "connect");
  expect(connects).toHaveLength(2);
  expect(contains(connects.slice(0, 1), site.gateway.token)).toBe(true);
  expect(contains(connects.slice(1), site.gateway.token)).toBe(false);
  expect(contains(connects.slice(1), deviceToken)).toBe(true);
});

test("the device key cannot be taken out of the browser", async ({ panel }) => {
  expect(await storedIdentity(panel)).toMatchObject({
    privateKey: { extractable: false, algorithm: "Ed25519", type: "private" },
  });
});

test("a device token that the gateway no longer takes gives way to the shared one", async ({
  page,
  site,
  secondClient,
}) => {
  const sockets = recordSockets(page);
  await signIn(page, site);
  const [stale = ""] = await storedDeviceTokens(page);
  const browser = (await secondClient.list()).paired.find(
    ({ clientId }) => clientId === "openclaw-control-ui",
  );
  const before = requestsSent(sockets, "connect").length;
  await secondClient.request("device.token.rotate", { deviceId: browser?.deviceId, role: "operator" });
  await page.reload();
  await expectDevicesPage(page);
  const connects = requestsSent(sockets, "connect").slice(before);
  const staleAt = connects.findIndex((frame) => contains([frame], stale));
  const sharedAt = connects.findIndex((frame) => contains([frame], site.gateway.token));
  expect(staleAt).toBeGreaterThanOrEqual(0);
  expect(sharedAt).toBeGreaterThan(staleAt);
  // The new one was stored in place of the old one.
  await expect.poll(() => storedDeviceTokens(page)).not.toContain(stale);
  expect(await storedDeviceTokens(page)).toHaveLength(1);
});
