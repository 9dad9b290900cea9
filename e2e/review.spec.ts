import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { AskingDevice, AskOptions } from "./support/asking-device.ts";
import { pairedRow, pairedTable, pendingRow, reviewDialog } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import type { SecondClient } from "./support/second-client.ts";

/** What is paired: finding it, telling it apart, taking it along; and the keyboard. */

/** The names in the paired table, in its order. */
async function shownNames(page: Page): Promise<string[]> {
  const labels = await pairedTable(page)
    .getByRole("button", { name: /^Actions for / })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
  return labels.map((label) => label.replace("Actions for ", ""));
}

function searchBox(page: Page) {
  return page.getByRole("searchbox", { name: "Search devices" });
}

function savedView(page: Page, name: string) {
  return page.getByRole("group", { name: "Saved views" }).getByRole("button", { name });
}

function tick(page: Page, name: string) {
  return page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
}

/** Pairs devices, and waits until the page shows them. */
async function pair(
  page: Page,
  {
    askToPair,
    secondClient,
  }: { askToPair: (options?: AskOptions) => Promise<AskingDevice>; secondClient: SecondClient },
  wishes: readonly AskOptions[],
): Promise<AskingDevice[]> {
  const devices: AskingDevice[] = [];
  for (const wish of wishes) {
    const device = await askToPair(wish);
    await secondClient.approve(device.requestId);
    devices.push(device);
  }
  for (const { deviceId } of devices) await expect(pairedTable(page)).toContainText(deviceId.slice(0, 8));
  return devices;
}

test("filters, search and order are in the address, and come back with it @new-only", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  await pair(panel, { askToPair, secondClient }, [
    { name: "Zoe 2", scopes: ["operator.admin"] },
    { name: "Zoe 10", scopes: ["operator.admin"] },
    { name: "Zoe 1", scopes: ["operator.read"] },
    { name: "Ada", scopes: ["operator.admin"] },
  ]);
  await panel.evaluate(() => (location.hash += "?review=kept"));
  await searchBox(panel).pressSequentially("zoe");
  await expect(pairedTable(panel).getByRole("row")).toHaveCount(4);
  await panel.getByRole("button", { name: "Filter", exact: true }).click();
  await panel.getByLabel("Access").selectOption("Administrator");
  await expect(pairedTable(panel).getByRole("row")).toHaveCount(3);
  await pairedTable(panel).getByRole("button", { name: "Device", exact: true }).click();
  await expect.poll(() => shownNames(panel)).toEqual(["Zoe 2", "Zoe 10"]);
  await pairedTable(panel).getByRole("button", { name: "Device", exact: true }).click();
  await expect.poll(() => shownNames(panel)).toEqual(["Zoe 10", "Zoe 2"]);
  await expect(pairedTable(panel).getByRole("columnheader", { name: "Device" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  const address = new URL(panel.url().replace("#/", ""));
  expect(Object.fromEntries(address.searchParams)).toEqual({
    review: "kept",
    q: "zoe",
    risk: "administrator",
    sort: "-device",
  });

  await panel.reload();
  await expect(searchBox(panel)).toHaveValue("zoe");
  await expect.poll(() => shownNames(panel)).toEqual(["Zoe 10", "Zoe 2"]);
  await panel.getByRole("button", { name: "Remove filter: Administrator" }).click();
  await expect.poll(() => shownNames(panel)).toEqual(["Zoe 10", "Zoe 2", "Zoe 1"]);
  await searchBox(panel).fill("nobody has this");
  await panel.getByRole("button", { name: "Show all devices" }).click();
  await expect(searchBox(panel)).toHaveValue("");
  await expect(pairedRow(panel, "Ada")).toBeVisible();
});

test("a field of the filter keeps its value while the page draws, and no change undoes another @new-only", async ({
  panel,
}) => {
  await panel.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(panel.getByLabel("Access")).toBeVisible();
  /** Both in one task: before the page can draw what the first one changed. */
  const values = await panel.evaluate(() => {
    const choose = (label: string, value: string) => {
      const field = [...document.querySelectorAll("label")].find(
        ({ textContent }) => textContent === label,
      )?.control;
      if (!(field instanceof HTMLSelectElement)) throw new Error(`no field ${label}`);
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      return field;
    };
    return [choose("Access", "administrator"), choose("Token", "active")].map(({ value }) => value);
  });
  expect(values).toEqual(["administrator", "active"]);
  const active = panel.getByRole("group", { name: "Active filters" });
  await expect(active.getByRole("button", { name: /^Remove filter/ })).toHaveCount(2);
});

test("saved views count and show what they ask for", async ({ panel, askToPair, secondClient }) => {
  const [admin, reader] = await pair(panel, { askToPair, secondClient }, [
    { scopes: ["operator.admin"] },
    { scopes: ["operator.read"] },
  ]);
  if (!admin || !reader) throw new Error("not paired");
  await savedView(panel, "Administrators").click();
  await expect(savedView(panel, "Administrators")).toHaveAttribute("aria-pressed", "true");
  await expect(pairedRow(panel, admin.name)).toBeVisible();
  await expect(pairedRow(panel, reader.name)).toHaveCount(0);
  const rowCount = (await shownNames(panel)).length;
  await expect(savedView(panel, "Administrators")).toHaveText(`Administrators${rowCount}`);
  await savedView(panel, "Administrators").click();
  await expect(pairedRow(panel, reader.name)).toBeVisible();

  await expect(savedView(panel, "Revoked")).toHaveText("Revoked0");
  await secondClient.request("device.token.revoke", { deviceId: reader.deviceId, role: "operator" });
  await panel.getByRole("button", { name: "Refresh" }).click();
  await expect(savedView(panel, "Revoked")).toHaveText("Revoked1");
  await savedView(panel, "Revoked").click();
  await expect.poll(() => shownNames(panel)).toEqual([reader.name]);
});

test("this browser, which nobody was asked about, is in the view of those @new-only", async ({ panel }) => {
  await savedView(panel, "Auto-approved").click();
  await expect(pairedTable(panel).getByRole("row").filter({ hasText: "This browser" })).toContainText(
    "silently",
  );
});

test("a gateway that does not say how devices were approved has no view of it @old-only", async ({
  panel,
}) => {
  await expect(savedView(panel, "Administrators")).toBeVisible();
  await expect(savedView(panel, "Auto-approved")).toHaveCount(0);
});

test("pairings of one device stand together, and the older ones can be selected", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const [old, otherSystem, otherName, fresh] = await pair(panel, { askToPair, secondClient }, [
    { name: "Kitchen iPad", platform: "ios" },
    { name: "Kitchen iPad", platform: "linux" },
    { name: "Hall iPad", platform: "ios" },
    { name: "Kitchen  iPad", platform: "ios" },
  ]);
  if (!old || !otherSystem || !otherName || !fresh) throw new Error("not paired");
  await savedView(panel, "Probably the same device").click();
  const row = (device: AskingDevice) =>
    pairedTable(panel)
      .getByRole("row")
      .filter({ hasText: device.deviceId.slice(0, 8) });
  // Other tests may have left pairings of one device, too.
  for (const single of [otherSystem, otherName]) await expect(row(single)).toHaveCount(0);
  await expect(row(old)).toContainText("Same app, system and name as 1 other");
  await expect(row(fresh)).toContainText("Newest pairing");
  await panel.getByRole("button", { name: /^Select the \d+ older$/ }).click();
  await expect(row(old).getByRole("checkbox")).toBeChecked();
  await expect(row(fresh).getByRole("checkbox")).not.toBeChecked();
});

test("what is selected stays so behind a filter, and goes with the device @new-only", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const [first, second] = await pair(panel, { askToPair, secondClient }, [{}, {}]);
  if (!first || !second) throw new Error("not paired");
  await tick(panel, first.name).check();
  await tick(panel, second.name).check();
  await expect(panel.getByText("2 selected", { exact: true })).toBeVisible();
  await searchBox(panel).fill(second.name);
  await expect(panel.getByText("2 selected, 1 of them hidden by the filters")).toBeVisible();
  await secondClient.remove(first.deviceId);
  await panel.getByRole("button", { name: "Refresh" }).click();
  await expect(panel.getByText("1 selected", { exact: true })).toBeVisible();
  await panel.getByRole("checkbox", { name: "Select all shown" }).uncheck();
  await expect(panel.getByText(/\d selected/)).toHaveCount(0);
});

test("an export has exactly the rows on the screen, and no cell that runs @new-only", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const formula = '=HYPERLINK("http://evil.example","x"), y';
  const [evil, plain] = await pair(panel, { askToPair, secondClient }, [
    { name: formula, platform: "ios 7" },
    { name: "Plain", platform: "ios 7" },
    {},
  ]);
  if (!evil || !plain) throw new Error("not paired");
  await searchBox(panel).fill("ios 7");
  await expect(pairedTable(panel).getByRole("row")).toHaveCount(3);
  await panel.getByRole("button", { name: "Export…" }).click();
  const dialog = panel.getByRole("dialog", { name: "Export devices" });
  const save = async (kind: string) => {
    const [download] = await Promise.all([
      panel.waitForEvent("download"),
      dialog.getByRole("button", { name: kind }).click(),
    ]);
    await expect(dialog.getByRole("status")).toContainText(download.suggestedFilename());
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };

  const csv = await save("CSV");
  expect(csv.name).toMatch(/^gatehouse-devices-127\.0\.0\.1-\d+-\d{4}-\d\d-\d\d\.csv$/);
  const lines = csv.text.split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^Device ID,Key words,Label,Name,/);
  expect(lines[1]).toContain(`${plain.deviceId},`);
  expect(lines[1]).toContain(",Plain,");
  expect(lines[2]).toContain(',"\'=HYPERLINK(""http://evil.example"",""x""), y",');

  const json = await save("JSON");
  expect(JSON.parse(json.text)).toMatchObject({
    view: { q: "ios 7" },
    devices: [
      { deviceId: plain.deviceId, operatorLabel: null },
      { deviceId: evil.deviceId, displayName: formula, scopes: ["operator.read"] },
    ],
  });
  for (const { text } of [csv, json]) expect(text).not.toContain("undefined");
});

test("the keyboard reaches search, rows and help, and decides nothing @new-only", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const [paired] = await pair(panel, { askToPair, secondClient }, [{ name: "Zed" }]);
  if (!paired) throw new Error("not paired");
  const waiting = await askToPair();
  await expect(pendingRow(panel, waiting.name)).toBeVisible();

  await panel.keyboard.press("?");
  await expect(panel.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await panel.keyboard.press("j");
  await panel.keyboard.press("Escape");
  await panel.keyboard.press("j");
  await expect(pendingRow(panel, waiting.name)).toBeFocused();
  await panel.keyboard.press("Enter");
  await expect(reviewDialog(panel).dialog).toBeVisible();
  await expect(reviewDialog(panel).approve).not.toBeFocused();
  await panel.keyboard.press("Escape");
  await expect(pendingRow(panel, waiting.name)).toBeFocused();

  await panel.keyboard.press("/");
  await expect(searchBox(panel)).toBeFocused();
  await panel.keyboard.type("zed?/jk");
  await expect(searchBox(panel)).toHaveValue("zed?/jk");
  await searchBox(panel).fill("zed");
  await expect(pairedTable(panel).getByRole("row")).toHaveCount(2);
  await searchBox(panel).blur();

  await panel.keyboard.press("j");
  await panel.keyboard.press("ArrowDown");
  await expect(pairedRow(panel, paired.name)).toBeFocused();
  await panel.keyboard.press("Space");
  await expect(tick(panel, paired.name)).toBeChecked();
  for (const key of "abcdefghilmnopqrstuvwxyz0123456789") await panel.keyboard.press(key);
  await panel.keyboard.press("k");
  await expect(pendingRow(panel, waiting.name)).toBeFocused();
  await panel.keyboard.press("ArrowDown");
  await panel.keyboard.press("Enter");
  await expect(panel.getByRole("heading", { name: paired.name, level: 1 })).toBeVisible();
  expect((await secondClient.list()).pending.map(({ requestId }) => requestId)).toEqual([waiting.requestId]);
});
