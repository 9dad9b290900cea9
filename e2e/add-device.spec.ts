import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { createDevice, type SimulatedDevice } from "../sandbox/device.ts";
import type { RunningGateway } from "../sandbox/gateway.ts";
import { readClipboard } from "./support/clipboard.ts";
import { startMachine } from "./support/joining-machine.ts";
import { signIn } from "./support/panel.ts";
import { wordsOf } from "./support/posix.ts";
import { everythingInTheDocument, everythingStored } from "./support/secret-search.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

/** Old gateways cannot make a code for a page. */
const WITH_CODES = { tag: "@new-only" };

const setupCode = z.object({ url: z.string(), bootstrapToken: z.string() });

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Add a device…" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a device" });
  await expect(dialog.getByRole("radiogroup", { name: "What do you want to add?" })).toBeVisible();
  return dialog;
}

/** Has the gateway make a code for a phone. @returns it, as it stands in the field */
async function createCode(dialog: Locator, access: "Limited" | "Full" = "Limited"): Promise<string> {
  await dialog.getByRole("radio", { name: access }).check();
  await dialog.getByRole("button", { name: "Create code" }).click();
  const field = dialog.getByRole("textbox", { name: "Setup code" });
  await expect(field).not.toBeEditable();
  return field.inputValue();
}

/** A phone with the OpenClaw app, as far as the gateway can tell. */
function phone(name = "Ada’s phone"): SimulatedDevice {
  return createDevice({
    clientId: "openclaw-ios",
    mode: "node",
    role: "node",
    scopes: [],
    platform: "iOS 26.1",
    deviceFamily: "iPhone",
    displayName: name,
    remoteIp: "203.0.113.9",
  });
}

/** Enters the code into a device, which connects by it. */
async function enter(device: SimulatedDevice, code: string, { url }: RunningGateway) {
  const decoded = setupCode.parse(JSON.parse(Buffer.from(code, "base64url").toString("utf8")));
  expect(decoded.url).toBe(url);
  return device.connect({ url: decoded.url, bootstrapToken: decoded.bootstrapToken });
}

test(
  "a phone is let in by a code, which the dialog tells by itself, and a second use is refused",
  WITH_CODES,
  async ({ panel, site, context, secondClient }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const dialog = await openDialog(panel);
    await expect(dialog.getByText("Send messages, invoke tools")).toBeVisible();
    await expect(dialog.getByText("Everything: settings, devices, updates")).toHaveCount(0);
    const code = await createCode(dialog);
    await expect(dialog.getByRole("status").filter({ hasText: "Waiting for a device" })).toBeVisible();
    await expect(dialog.getByText(/^(?:10:00|9:\d\d) left$/)).toBeVisible();
    const picture = dialog.getByRole("img", { name: "QR code" });
    await expect
      .poll(() => picture.evaluate((one) => (one instanceof HTMLCanvasElement ? one.width : 0)))
      .toBeGreaterThan(100);
    await dialog.getByRole("button", { name: "Copy setup code" }).click();
    expect(await readClipboard(panel)).toBe(code);

    const first = phone();
    expect(await enter(first, code, site.gateway)).toMatchObject({ ok: true });
    await expect(dialog.getByRole("status").filter({ hasText: "Used by Ada’s phone" })).toContainText(
      "limited access",
    );
    expect((await secondClient.paired(first.deviceId))?.scopes).not.toContain("operator.admin");
    expect(await enter(phone("Mallory"), code, site.gateway)).toMatchObject({
      ok: false,
      code: "AUTH_BOOTSTRAP_TOKEN_INVALID",
      message: expect.stringContaining("already used"),
    });
    await expect(dialog.getByRole("textbox", { name: "Setup code" })).toHaveCount(0);
    await dialog.getByRole("link", { name: "View the device" }).click();
    await expect(panel.getByRole("heading", { level: 1 })).toHaveText("Ada’s phone");
    expect(await everythingInTheDocument(panel)).not.toContain(code);
    expect(await everythingStored(panel)).not.toContain(code);
    await first.disconnect();
  },
);

test(
  "full access says before that it makes an administrator, and does",
  WITH_CODES,
  async ({ panel, site, secondClient }) => {
    const dialog = await openDialog(panel);
    await dialog.getByRole("radio", { name: "Full" }).check();
    await expect(dialog.getByText("Everything: settings, devices, updates")).toBeVisible();
    const code = await createCode(dialog, "Full");
    const device = phone();
    await enter(device, code, site.gateway);
    await expect(dialog.getByRole("status").filter({ hasText: "Used by" })).toContainText(
      "it is an administrator",
    );
    expect((await secondClient.paired(device.deviceId))?.scopes).toContain("operator.admin");
    await device.disconnect();
  },
);

test(
  "a machine joins by the command that the dialog gives, once",
  WITH_CODES,
  async ({ panel, site, secondClient }) => {
    test.setTimeout(300_000);
    const dialog = await openDialog(panel);
    await dialog.getByRole("radio", { name: "A machine" }).check();
    await expect(dialog).toContainText("any command for the gateway’s agents");
    await dialog.getByRole("button", { name: "Create code" }).click();
    const command = await dialog.getByRole("textbox", { name: "Command" }).inputValue();
    expect(command).toMatch(/^npx openclaw connect /);
    const args = wordsOf(command.replace(/^npx /, ""));
    const { version } = site.gateway;
    const machine = await startMachine(version, [...args, "--display-name", "Build machine"]);
    const used = dialog.getByRole("status").filter({ hasText: "Used by Build machine" });
    await expect(used, machine.output()).toContainText("It is a node", { timeout: 90_000 });
    const paired = (await secondClient.list()).paired.find(
      ({ displayName }) => displayName === "Build machine",
    );
    expect(paired?.roles).toEqual(["node"]);
    await machine.stop();
    const second = await site.gateway.cli(args);
    expect(second.code).not.toBe(0);
    expect(second.stderr).toContain("not found or has expired");
  },
);

test("a code that nobody has used holds the dialog until it is not needed", WITH_CODES, async ({ panel }) => {
  const dialog = await openDialog(panel);
  const code = await createCode(dialog);
  await panel.keyboard.press("Escape");
  await expect(dialog.getByRole("alert")).toContainText("Not closed: the code would be lost");
  await dialog.getByRole("checkbox", { name: "I do not need this code any more" }).check();
  await panel.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  expect(await everythingInTheDocument(panel)).not.toContain(code);
});

test("a use that no event tells of is found out by asking", WITH_CODES, async ({ page, site }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame) => (frame.event?.startsWith("device.pair.setup") ? null : frame));
  await signIn(page, site);
  const dialog = await openDialog(page);
  const device = phone();
  await enter(device, await createCode(dialog), site.gateway);
  await expect(dialog.getByRole("status").filter({ hasText: "Used by Ada’s phone" })).toBeVisible();
  await device.disconnect();
});

test("a delivery that is uncertain is told, with what to do", WITH_CODES, async ({ page, site }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame) =>
    frame.event === "device.pair.setup.completed"
      ? { ...frame, event: "device.pair.setup.deliveryUncertain" }
      : frame,
  );
  await signIn(page, site);
  const dialog = await openDialog(page);
  const device = phone();
  await enter(device, await createCode(dialog), site.gateway);
  await expect(dialog.getByRole("alert")).toContainText("it may not be in");
  await expect(dialog.getByRole("alert")).toContainText("remove it and create another code");
  await device.disconnect();
});

test(
  "a code that has expired unused is told, and another one can be created",
  WITH_CODES,
  async ({ page, site }) => {
    const wire = await Wire.into(page);
    wire.rewrite((frame, method) => {
      if (method !== "device.pair.setupCode") return frame;
      const payload = z.looseObject({ expiresAtMs: z.number() }).parse(frame.payload);
      return { ...frame, payload: { ...payload, expiresAtMs: Date.now() + 1_500 } };
    });
    await signIn(page, site);
    const dialog = await openDialog(page);
    await createCode(dialog);
    await expect(dialog.getByRole("status").filter({ hasText: "The code has expired" })).toBeVisible();
    await expect(dialog.getByRole("textbox", { name: "Setup code" })).toHaveCount(0);
    await dialog.getByRole("button", { name: "Create another code" }).click();
    await expect(dialog.getByRole("button", { name: "Create code" })).toBeEnabled();
  },
);

test("a gateway that refuses says why", WITH_CODES, async ({ panel }) => {
  const dialog = await openDialog(panel);
  await dialog
    .getByRole("textbox", { name: "Gateway address for the device" })
    .fill("ws://gateway.example.com");
  await dialog.getByRole("button", { name: "Create code" }).click();
  await expect(dialog.getByRole("alert")).toContainText("secure gateway URL");
});

test("a browser that is no administrator is told so before the click", async ({ page, site }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) => {
    if (method !== "connect") return frame;
    const { auth, ...payload } = z.looseObject({ auth: z.looseObject({}) }).parse(frame.payload);
    return { ...frame, payload: { ...payload, auth: { ...auth, scopes: ["operator.pairing"] } } };
  });
  await signIn(page, site);
  const dialog = await openDialog(page);
  await expect(dialog.getByRole("status")).toContainText("Only an administrator can create codes");
  await expect(dialog.getByRole("button", { name: "Create code" })).toBeDisabled();
});

test("another browser gets a link with this gateway in it, and nothing secret", async ({
  panel,
  site,
  browser,
}) => {
  const dialog = await openDialog(panel);
  await dialog.getByRole("radio", { name: "Another browser" }).check();
  await expect(dialog.getByRole("button", { name: "Create code" })).toHaveCount(0);
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  expect(link).not.toContain(site.gateway.token);
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await expect(other.getByRole("textbox", { name: "Gateway URL" })).toHaveValue(site.gateway.url);
  await other.context().close();
});

test(
  "an old gateway is said to make codes on its own host only, with the command",
  { tag: "@old-only" },
  async ({ panel, site }) => {
    const dialog = await openDialog(panel);
    await dialog.getByRole("button", { name: "Create code" }).click();
    await expect(dialog.getByRole("alert")).toContainText("device.pair.setupCode");
    const command = await dialog.getByRole("alert").locator("code").innerText();
    expect(command).toBe(`openclaw qr --url ${site.gateway.url}`);
    const { code, stdout, stderr } = await site.gateway.cli([...wordsOf(command), "--setup-code-only"]);
    expect(code, stderr).toBe(0);
    const printed = stdout.trim().split("\n").at(-1) ?? "";
    expect(setupCode.parse(JSON.parse(Buffer.from(printed, "base64url").toString("utf8"))).url).toBe(
      site.gateway.url,
    );
  },
);
