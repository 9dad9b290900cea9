import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { readClipboard } from "./support/clipboard.ts";
import { openAction, openReview, pairedRow } from "./support/panel.ts";
import { wordsOf } from "./support/posix.ts";
import type { SecondClient } from "./support/second-client.ts";
import type { Site } from "./support/site.ts";
import { expect, test } from "./support/test.ts";
import { devicesCommand, type DevicesAction } from "../src/domain/cli.ts";

const READ = "operator.read";
const WRITE = "operator.write";
const tokens = z.array(
  z.looseObject({ role: z.string(), scopes: z.array(z.string()), rotatedAtMs: z.number().optional() }),
);

test.use({ permissions: ["clipboard-read", "clipboard-write"] });
// A command takes up to ten seconds where other tests run beside it, and some tests type four.
test.describe.configure({ timeout: 180_000 });

/** Types a command on the gateway's host. */
async function type(site: Site, command: string): Promise<void> {
  const { code, stderr } = await site.gateway.cli(wordsOf(command));
  expect(code, stderr).toBe(0);
}

async function tokenOf(client: SecondClient, deviceId: string) {
  const device = await client.paired(deviceId);
  return tokens.parse(device?.["tokens"])[0];
}

async function copyFromMenu(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy CLI command" }).click();
}

test("the command that the review copies approves the request @long-old", async ({
  panel,
  site,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  const review = await openReview(panel, phone.name);
  await review.dialog.getByRole("button", { name: "Copy CLI command" }).click();
  await expect(review.dialog.getByText("Copied").first()).toBeAttached();
  const command = await readClipboard(panel);
  expect(command).toBe(`openclaw devices approve ${phone.requestId}`);
  await type(site, command);
  expect(await secondClient.paired(phone.deviceId)).toBeDefined();
});

test("the command that rejects is beside the one that approves @long-old", async ({
  panel,
  site,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  const review = await openReview(panel, phone.name);
  await review.dialog.getByText("On the command line").click();
  await expect(review.dialog.getByRole("button", { name: "Copy command" })).toHaveCount(2);
  await review.dialog.getByRole("button", { name: "Copy command" }).last().click();
  const command = await readClipboard(panel);
  expect(command).toBe(`openclaw devices reject ${phone.requestId}`);
  await type(site, command);
  const { pending, paired } = await secondClient.list();
  expect([...pending, ...paired].map(({ deviceId }) => deviceId)).not.toContain(phone.deviceId);
  await expect(review.alert).toContainText("no longer waiting");
});

test("the command that a row copies rotates the device's token, and is announced @long-old", async ({
  panel,
  site,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair({ scopes: [READ] });
  await secondClient.approve(phone.requestId);
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await copyFromMenu(panel, phone.name);
  const expected = `openclaw devices rotate --device ${phone.deviceId} --role operator`;
  await expect(pairedRow(panel, phone.name).getByRole("status")).toHaveText(
    `CLI command copied: ${expected}`,
  );
  const command = await readClipboard(panel);
  expect(command).toBe(expected);
  await type(site, command);
  const token = await tokenOf(secondClient, phone.deviceId);
  expect(token?.rotatedAtMs).toBeGreaterThan(0);
  expect(token?.scopes).toEqual([READ]);
});

/** Copies the command of an open dialog, and leaves the dialog without doing what it is for. */
async function copyFromDialog(page: Page, dialog: Locator): Promise<string> {
  await dialog.getByRole("button", { name: "Copy CLI command" }).click();
  await expect(dialog.getByText("Copied").first()).toBeAttached();
  const command = await readClipboard(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  return command;
}

test("the commands that the dialogs copy do what the dialogs would @long-old", async ({
  panel,
  site,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair({ scopes: [READ, WRITE] });
  await secondClient.approve(phone.requestId);
  const rotating = await openAction(panel, phone.name, "Rotate token…");
  await rotating.getByRole("checkbox", { name: WRITE }).uncheck();
  await type(site, await copyFromDialog(panel, rotating));
  expect((await tokenOf(secondClient, phone.deviceId))?.scopes).toEqual([READ]);
  const revoking = await openAction(panel, phone.name, "Revoke token…");
  await type(site, await copyFromDialog(panel, revoking));
  expect(await tokenOf(secondClient, phone.deviceId)).toHaveProperty("revokedAtMs");
  const removing = await openAction(panel, phone.name, "Remove device…");
  await type(site, await copyFromDialog(panel, removing));
  expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
});

test(
  "the command that the rename dialog copies gives the name as it was typed @long-old",
  { tag: "@new-only" },
  async ({ panel, site, askToPair, secondClient }) => {
    const phone = await askToPair();
    await secondClient.approve(phone.requestId);
    const dialog = await openAction(panel, phone.name, "Rename…");
    const label = 'Ada\'s "$(id)" `pad`';
    await dialog.getByRole("textbox", { name: "Name" }).fill(label);
    await type(site, await copyFromDialog(panel, dialog));
    expect(await secondClient.paired(phone.deviceId)).toMatchObject({ operatorLabel: label });
  },
);

test("rotating with scopes, and with none, does what the command says @long-old", async ({
  site,
  askToPair,
  secondClient,
}) => {
  const { deviceId, requestId } = await askToPair({ scopes: [READ, WRITE] });
  await secondClient.approve(requestId);
  const rotate = (scopes: readonly string[]) =>
    type(site, devicesCommand({ kind: "rotate", deviceId, role: "operator", scopes }));
  await rotate([READ]);
  expect((await tokenOf(secondClient, deviceId))?.scopes).toEqual([READ]);
  await rotate([]);
  expect((await tokenOf(secondClient, deviceId))?.scopes).toEqual([]);
});

test("revoking, removing and clearing do what the command says @long-old", async ({
  site,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  const other = await askToPair();
  const waiting = await askToPair();
  for (const { requestId } of [phone, other]) await secondClient.approve(requestId);
  const run = (action: DevicesAction) => type(site, devicesCommand(action));

  await run({ kind: "revoke", deviceId: phone.deviceId, role: "operator" });
  expect(await tokenOf(secondClient, phone.deviceId)).toHaveProperty("revokedAtMs");
  await run({ kind: "remove", deviceId: phone.deviceId });
  expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
  await run({ kind: "clear", alsoPending: false });
  expect(await secondClient.paired(other.deviceId)).toBeUndefined();
  expect((await secondClient.list()).pending.map(({ requestId }) => requestId)).toEqual([waiting.requestId]);
  await run({ kind: "clear", alsoPending: true });
  expect((await secondClient.list()).pending).toEqual([]);
});

test(
  "a name arrives as it was typed, whatever is in it @long-old",
  { tag: "@new-only" },
  async ({ site, askToPair, secondClient }) => {
    const { deviceId, requestId } = await askToPair();
    await secondClient.approve(requestId);
    for (const label of ['Ada\'s "iPad"', "$(id) `id` \\ ; & | *", "--name", "-x", "é 👍 \u202eback"]) {
      await type(site, devicesCommand({ kind: "rename", deviceId, label }));
      expect(await secondClient.paired(deviceId)).toMatchObject({ operatorLabel: label });
    }
  },
);

test(
  "the newest request is only shown by a newer gateway @long-old",
  { tag: "@new-only" },
  async ({ site, askToPair, secondClient }) => {
    const phone = await askToPair();
    const { stdout } = await site.gateway.cli(["devices", "approve", "--latest"]);
    expect(stdout).toContain(phone.requestId);
    expect((await secondClient.list()).pending.map(({ requestId }) => requestId)).toEqual([phone.requestId]);
  },
);

test("commands are written for the container that the person names @new-only", async ({
  panel,
  site,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  await panel.getByRole("link", { name: "Settings", exact: true }).click();
  await panel.getByRole("radio", { name: "In a Docker container" }).check();
  const name = panel.getByRole("textbox", { name: "Container name" });
  await name.fill("my gateway");
  await expect(name).toHaveAccessibleDescription(/only letters, digits/);
  await expect(panel.locator("code")).toHaveText("openclaw devices list");
  await name.fill("my-gateway");
  await expect(name).not.toHaveAccessibleDescription(/only letters, digits/);
  await expect(panel.locator("code")).toHaveText("docker exec my-gateway openclaw devices list");

  await panel.reload();
  await expect(panel.getByRole("radio", { name: "In a Docker container" })).toBeChecked();
  await panel.goto(`${site.pageUrl}#/troubleshoot/AUTH_TOKEN_MISMATCH`);
  await expect(
    panel.getByText("docker exec -it my-gateway openclaw gateway auth-token --show"),
  ).toBeVisible();

  await panel.goto(`${site.pageUrl}#/devices`);
  const review = await openReview(panel, phone.name);
  await review.dialog.getByRole("button", { name: "Copy CLI command" }).click();
  await expect(review.dialog.getByText("Copied").first()).toBeAttached();
  const [exec, container, program, ...words] = wordsOf(await readClipboard(panel), "docker");
  expect([exec, container, program]).toEqual(["exec", "my-gateway", "openclaw"]);
  const { code, stderr } = await site.gateway.cli(words);
  expect(code, stderr).toBe(0);
  expect(await secondClient.paired(phone.deviceId)).toBeDefined();
  await review.close.click();

  await copyFromMenu(panel, phone.name);
  await expect(pairedRow(panel, phone.name).getByRole("status")).toContainText("docker exec my-gateway");
});

test("commands are written for a compose service @new-only", async ({ panel }) => {
  await panel.getByRole("link", { name: "Settings", exact: true }).click();
  await panel.getByRole("radio", { name: "In a Docker Compose service" }).check();
  await panel.getByRole("textbox", { name: "Service name" }).fill("openclaw-gateway");
  await expect(panel.locator("code")).toHaveText(
    "docker compose exec -T openclaw-gateway openclaw devices list",
  );
  await panel.getByRole("radio", { name: "On the gateway’s host" }).check();
  await expect(panel.locator("code")).toHaveText("openclaw devices list");
});
