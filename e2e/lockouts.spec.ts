import { freePort } from "../sandbox/ports.ts";
import { widenStoredScopes } from "./support/browser-storage.ts";
import { connectionStatus, expectDevicesPage, signIn, signInByForm } from "./support/panel.ts";
import type { SecondClient } from "./support/second-client.ts";
import { startProxy } from "./support/proxy.ts";
import { servePage } from "./support/site.ts";
import { expect, test } from "./support/test.ts";
import {
  firstFinding,
  forgetSharedToken,
  narrowOwnToken,
  openTroubleshooter,
  signInWithoutSharedToken,
  tryToken,
} from "./support/troubleshoot.ts";
import { recordSockets, Wire } from "./support/wire.ts";

/** Ways to be locked out, each really made: the first finding is the right one, and what mends it is at hand. */

const STALE = /AUTH_(?:DEVICE_)?TOKEN_MISMATCH/;

/** This browser, as the gateway lists it. */
async function ownDevice(secondClient: SecondClient) {
  const own = (await secondClient.list()).paired.find(({ clientId }) => clientId === "openclaw-control-ui");
  if (!own) throw new Error("The gateway does not list this browser");
  return own;
}

test("a gateway's token that was changed: devices come back, an old link is refused, ten wrong ones lock out", async ({
  page,
  browser,
  startOwnSite,
  problems,
}) => {
  test.setTimeout(240_000);
  problems.expectGatewayAway();
  const site = await startOwnSite();
  await signIn(page, site);
  const oldLink = `${site.pageUrl}#token=${site.gateway.token}`;
  // Ending it politely takes new gateways half a minute.
  await site.gateway.kill();
  await site.gateway.restart({ token: "changed-0123456789abcdef" });
  const isOld = site.gateway.version.startsWith("2026.3");
  // On old gateways its device token is still good; on new ones those go with the shared token.
  await expect(connectionStatus(page)).toHaveText(isOld ? /^Connected/ : /^Sign-in needed/, {
    timeout: 60_000,
  });
  if (!isOld) {
    await openTroubleshooter(page);
    await expect(firstFinding(page)).toContainText("AUTH_TOKEN_MISMATCH");
    await expect(firstFinding(page)).toContainText("Dropped the refused device token");
    await tryToken(page, site.gateway.token);
  }
  await expectDevicesPage(page);

  const guesser = await browser.newContext();
  const guessing = await guesser.newPage();
  await guessing.goto(oldLink);
  await openTroubleshooter(guessing);
  await expect(firstFinding(guessing)).toContainText("AUTH_TOKEN_MISMATCH");
  const sockets = recordSockets(guessing);
  const lockedOut = guessing.getByText(/^Wait .* Until then every attempt is refused/);
  for (let guess = 0; guess < 12 && !(await lockedOut.isVisible()); guess += 1) {
    await tryToken(guessing, `wrong-${guess}-0123456789`);
    await expect.poll(() => sockets.length).toBe(guess + 1);
    await expect(connectionStatus(guessing)).toHaveText(/^Sign-in needed/);
  }
  await expect(firstFinding(guessing)).toContainText("AUTH_RATE_LIMITED");
  await expect(lockedOut).toBeVisible();
  // Nobody can make it worse from here, not even with the right token.
  await guessing.getByLabel("Token", { exact: true }).fill(site.gateway.token);
  await expect(guessing.getByRole("button", { name: "Try this token" })).toBeDisabled();
  await expect(guessing.getByText("The gateway refuses all attempts from this address")).toBeVisible();
  await guesser.close();
});

test("a device token that somebody else rotated is found, and mended by a paste and a click", async ({
  page,
  site,
  secondClient,
}) => {
  await signInWithoutSharedToken(page, site);
  const { deviceId } = await ownDevice(secondClient);
  await secondClient.request("device.token.rotate", { deviceId, role: "operator" });
  // Old gateways leave the session open, so the next visit is the one that fails.
  if (site.gateway.version.startsWith("2026.3")) await page.reload();
  await openTroubleshooter(page);
  await expect(firstFinding(page)).toContainText(STALE);
  await tryToken(page, site.gateway.token);
  await expectDevicesPage(page);
});

test("a tab that has the shared token replaces a stale device token by itself", async ({
  panel,
  secondClient,
}) => {
  const { deviceId } = await ownDevice(secondClient);
  await secondClient.request("device.token.rotate", { deviceId, role: "operator" });
  await panel.reload();
  await expectDevicesPage(panel);
});

test.describe("from afar", () => {
  test.use({ remoteIp: "203.0.113.60" });

  test("a device that was removed is let in again by its own request", async ({
    page,
    site,
    secondClient,
  }) => {
    const approve = async () => {
      await expect
        .poll(async () => (await secondClient.list()).pending.map(({ clientId }) => clientId))
        .toEqual(["openclaw-control-ui"]);
      for (const { requestId } of (await secondClient.list()).pending) await secondClient.approve(requestId);
      await expectDevicesPage(page);
    };
    await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
    await approve();
    await forgetSharedToken(page, site);
    await expectDevicesPage(page);
    const { deviceId } = await ownDevice(secondClient);
    await secondClient.remove(deviceId);
    if (site.gateway.version.startsWith("2026.3")) await page.reload();
    await openTroubleshooter(page);
    await expect(firstFinding(page)).toContainText(STALE);
    await tryToken(page, site.gateway.token);
    await expect(firstFinding(page)).toContainText("PAIRING_REQUIRED");
    await expect(firstFinding(page)).toContainText("openclaw devices approve ");
    await approve();
  });
});

test("rights beyond the device token are named, and the shared token brings them", async ({
  page,
  site,
  secondClient,
}) => {
  await narrowOwnToken(page, site);
  const { scopes } = await ownDevice(secondClient);
  await widenStoredScopes(page, scopes);
  await page.reload();
  await openTroubleshooter(page);
  // Old gateways answer as if the token were stale; the finding says that it can be this as well.
  await expect(firstFinding(page)).toContainText(
    site.gateway.version.startsWith("2026.3")
      ? "asks for more rights than its token has"
      : "AUTH_SCOPE_MISMATCH",
  );
  await expect(firstFinding(page)).not.toContainText("devices rotate");
  await tryToken(page, site.gateway.token);
  await expectDevicesPage(page);
});

test("a page that speaks another protocol is told so, and by how much", async ({ page, site }) => {
  const wire = await Wire.into(page);
  wire.rewriteSent((frame) =>
    frame.method === "connect"
      ? { ...frame, params: { ...frame.params, minProtocol: 9, maxProtocol: 9 } }
      : frame,
  );
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  await page.getByRole("alert").getByRole("link", { name: "Troubleshoot" }).click();
  await expect(firstFinding(page).getByRole("heading")).toHaveText(
    "The gateway speaks another protocol version",
  );
  const spoken = site.gateway.version.startsWith("2026.3") ? 3 : 4;
  await expect(firstFinding(page)).toContainText(`The gateway speaks version ${spoken}.`);
  wire.rewriteSent(null);
  await page.getByRole("button", { name: "Retry connection" }).click();
  await expectDevicesPage(page);
});

test("a clock that is ten minutes off does not keep this page out, and is named", async ({ page, site }) => {
  await page.clock.install({ time: Date.now() + 600_000 });
  await signIn(page, site);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  await expect(firstFinding(page)).toContainText("The clocks differ");
  await expect(firstFinding(page)).toContainText(/(?:10 min|9 min 59 s) behind/);
});

test("a page that was opened over plain http by a name says so, and what to open instead", async ({
  page,
  site,
  problems,
}) => {
  problems.expect(/Cross-Origin-Opener-Policy header has been ignored/);
  const port = new URL(site.pageUrl).port;
  const plain = `http://gatehouse.example:${port}`;
  await page.route(`${plain}/**`, async (route) => {
    const url = route.request().url().replace(plain, site.origin);
    await route.fulfill({ response: await route.fetch({ url, headers: {} }) });
  });
  await page.goto(`${plain}/#/troubleshoot`);
  await expect(firstFinding(page)).toContainText("not opened securely");
  await expect(firstFinding(page)).toContainText("ssh -N -L");
});

test("a proxy that answers 403 is told from a gateway that refuses", async ({ page, site, problems }) => {
  problems.expect(/403/);
  const proxy = await startProxy(site.gateway, { before: "403" });
  const elsewhere = await servePage();
  elsewhere.setGateway(proxy.url);
  await page.goto(`${elsewhere.url}/#token=${site.gateway.token}`);
  await page.getByRole("link", { name: "Troubleshoot" }).last().click();
  await expect(firstFinding(page)).toContainText("Something answers, but refuses the connection");
  await expect(firstFinding(page)).toContainText("gateway.trustedProxies");
  proxy.letThrough();
  await page.getByRole("button", { name: "Retry connection" }).click();
  await expectDevicesPage(page);
  await elsewhere.close();
  proxy.close();
});

test("a connection that nobody answers is given up and made anew @new-only", async ({
  page,
  site,
  problems,
}) => {
  problems.expect(/WebSocket is closed before the connection is established|403/);
  const proxy = await startProxy(site.gateway, { before: "silence" });
  const elsewhere = await servePage();
  elsewhere.setGateway(proxy.url);
  await page.goto(`${elsewhere.url}/#token=${site.gateway.token}`);
  await expect(connectionStatus(page)).toHaveText(/^Connecting/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  // The probe gets no answer either, so this is the host's silence and no other program's.
  const found = firstFinding(page);
  await expect(found.getByRole("heading")).toHaveText("The host does not answer");
  await expect(found).toContainText("likely");
  await expect(found).toContainText("This page gave up");
  await expect(found).toContainText("Nothing answers over HTTP");
  await expect(found).not.toContainText("gateway said");
  proxy.letThrough();
  await expect(connectionStatus(page)).toHaveText(/^Connected/, { timeout: 30_000 });
  await elsewhere.close();
  proxy.close();
});

test("what was found out about one gateway is not said of the next @new-only", async ({
  page,
  site,
  problems,
}) => {
  problems.expectGatewayAway();
  const [first, second] = [await freePort(), await freePort()];
  const troubleshoot = page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Troubleshoot" });
  await signInByForm(page, site.pageUrl, { gatewayUrl: `ws://127.0.0.1:${first}`, token: "" });
  await troubleshoot.click();
  await expect(firstFinding(page)).toContainText("Nothing answers at this address");
  // Nobody knows yet what the probe of the second one will find.
  await page.route(`http://127.0.0.1:${second}/**`, () => undefined);
  await page.getByRole("button", { name: "Change address or sign-in" }).first().click();
  await page.getByRole("textbox", { name: "Gateway URL" }).fill(`ws://127.0.0.1:${second}`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await troubleshoot.click();
  await expect(firstFinding(page)).toContainText("No connection to the gateway");
  await expect(firstFinding(page)).toContainText("a guess");
});
