import { z } from "zod";
import { connectionStatus, expectDevicesPage, pairedRow, signIn } from "./support/panel.ts";
import { servePage } from "./support/site.ts";
import { expect, test } from "./support/test.ts";
import { checklistStep, firstFinding, signInWithoutSharedToken, tryToken } from "./support/troubleshoot.ts";
import { Wire } from "./support/wire.ts";

const listPayload = z.looseObject({ paired: z.array(z.unknown()) });

/** The faults are real: made at the gateway, by a second client, or by the way to it. */

test("a wrong token is found, and mended by a paste and one click", async ({ page, site }) => {
  await page.goto(`${site.pageUrl}#token=wrong-${"x".repeat(20)}`);
  await expect(connectionStatus(page)).toHaveText(/^Sign-in needed/);
  await page.getByRole("alert").getByRole("link", { name: "Troubleshoot" }).click();
  await expect(firstFinding(page)).toContainText("AUTH_TOKEN_MISMATCH");
  await expect(page.getByText(/left before the gateway locks/)).toContainText("9 left");
  await tryToken(page, site.gateway.token);
  await expectDevicesPage(page);
});

test("a device token that was revoked elsewhere is found, and mended in two clicks", async ({
  page,
  site,
  secondClient,
}) => {
  await signInWithoutSharedToken(page, site);
  const own = (await secondClient.list()).paired.find(({ clientId }) => clientId === "openclaw-control-ui");
  await secondClient.request("device.token.revoke", { deviceId: own?.deviceId, role: "operator" });
  // Old gateways leave the session open, so the next visit is the one that fails.
  if (site.gateway.version.startsWith("2026.3")) await page.reload();
  await expect(connectionStatus(page)).toHaveText(/^Sign-in needed/);
  await page.getByRole("link", { name: "Troubleshoot" }).last().click();
  await expect(firstFinding(page)).toContainText(/AUTH_(DEVICE_)?TOKEN_MISMATCH/);
  await tryToken(page, site.gateway.token);
  await expectDevicesPage(page);
});

test.describe("from afar", () => {
  test.use({ remoteIp: "203.0.113.40" });

  // From the gateway's own host any loopback origin is let in, listed or not.
  test("an origin that is not allowed is named exactly, with what to add", async ({ page, site }) => {
    const elsewhere = await servePage();
    elsewhere.setGateway(site.gateway.url);
    await page.goto(`${elsewhere.url}/#token=${site.gateway.token}`);
    await page.getByRole("alert").getByRole("link", { name: "Troubleshoot" }).click();
    await expect(firstFinding(page)).toContainText("CONTROL_UI_ORIGIN_NOT_ALLOWED");
    await expect(firstFinding(page)).toContainText(elsewhere.url);
    await expect(firstFinding(page).getByText("*", { exact: true })).toHaveCount(0);
    await elsewhere.close();
  });
});

test("a gateway that is not there is told from one that refuses @long-new", async ({
  page,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  const site = await startOwnSite();
  await signIn(page, site);
  await site.gateway.kill();
  await page.getByRole("link", { name: "Troubleshoot" }).first().click();
  await expect(firstFinding(page)).toContainText(/nothing (?:answers|listens)|does not answer/i);
});

test("an error from elsewhere is recognised, and what is none is not", async ({ panel }) => {
  await panel.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  const box = panel.getByRole("textbox", { name: "Paste an error" });
  const diagnose = panel.getByRole("button", { name: "Diagnose" });
  await box.fill("unauthorized: device token mismatch (rotate/reissue device token)");
  await diagnose.click();
  await expect(firstFinding(panel)).toContainText("AUTH_DEVICE_TOKEN_MISMATCH");
  await box.fill("2026-09-12T06:10:11Z [ws] unauthorized conn=1 remote=192.0.2.8 reason=scope_mismatch");
  await diagnose.click();
  await expect(firstFinding(panel)).toContainText("AUTH_SCOPE_MISMATCH");
  await box.fill("Permission denied (publickey).");
  await diagnose.click();
  await expect(panel.getByText("Not recognised")).toBeVisible();
});

test("of thousands of devices the one that cannot get in is found by a search @new-only", async ({
  page,
  site,
  pair,
}) => {
  const wire = await Wire.into(page);
  const phone = await pair({ name: "The one" });
  wire.rewrite((frame, method) => {
    if (method !== "device.pair.list") return frame;
    const { paired, ...rest } = listPayload.parse(frame.payload);
    const others = Array.from({ length: 2_000 }, (_, index) => ({
      deviceId: `other-${index}`,
      displayName: `Other ${index}`,
      roles: ["operator"],
      scopes: [],
    }));
    return { ...frame, payload: { ...rest, paired: [...others, ...paired] } };
  });
  await signIn(page, site);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  const choice = page.getByRole("combobox", { name: "Device that cannot get in" });
  await expect(page.getByText(/^19\d\d more\. Search/)).toBeVisible();
  expect(await choice.getByRole("option").count()).toBe(51);
  await page.getByRole("searchbox", { name: "Find a device" }).fill("the one");
  await expect(choice.getByRole("option")).toHaveCount(2);
  await choice.selectOption(phone.deviceId);
  await expect(checklistStep(page, 2)).toContainText("Done");
});

test("the checklist of another device ticks itself off from what happens", async ({
  panel,
  pair,
  site,
  secondClient,
}) => {
  const phone = await pair();
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await panel.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  await expect(checklistStep(panel, 1)).toContainText("Done");
  await panel.getByRole("combobox", { name: "Device that cannot get in" }).selectOption(phone.deviceId);
  await expect(checklistStep(panel, 2)).toContainText("Done");
  await expect(checklistStep(panel, 3)).toContainText("To do");
  // Somebody else does it in a terminal.
  await secondClient.request("device.token.rotate", { deviceId: phone.deviceId, role: "operator" });
  await phone.device.connect({ url: site.gateway.url, token: site.gateway.token });
  await expect(checklistStep(panel, 3)).toContainText("Done");
  await expect(checklistStep(panel, 5)).toContainText("Done");
  await expect(checklistStep(panel, 4)).toContainText("Not needed");
});
