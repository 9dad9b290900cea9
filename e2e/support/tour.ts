import { expect, type Page } from "@playwright/test";
import { openAction, pairedTable, pendingTable } from "./panel.ts";

/** Calls `check` on every screen of the page that is signed in, and with every dialog open. */
export async function tourEveryScreen(
  page: Page,
  { codes, check }: { readonly codes: readonly string[]; readonly check: () => Promise<void> },
): Promise<void> {
  const goTo = async (place: string, heading: string | RegExp): Promise<void> => {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, place);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await check();
  };
  const lookInto = async (button: string | RegExp): Promise<void> => {
    await page.getByRole("button", { name: button }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await check();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };

  await goTo("#/activity", "Activity");
  await lookInto(/^Clear activity/);
  for (const view of ["", "?show=suggestions", "?show=timeline"])
    await goTo(`#/review${view}`, "Access review");
  await page.getByRole("button", { name: "Begin review" }).click();
  await lookInto(/^Finish review/);
  await page.getByRole("button", { name: "Discard review" }).click();
  await goTo("#/settings", "Settings");
  await goTo("#/gateway", "Gateway");
  await lookInto(/^Remove http/);
  await lookInto(/^Change the gateway’s token/);
  // Who is signed in is led on to the devices.
  await goTo("#/connect", /^(?:Connect to a gateway|Devices)$/);
  await goTo("#/troubleshoot", "Troubleshoot");
  for (const code of codes) {
    await goTo(`#/troubleshoot/${encodeURIComponent(code)}`, "Troubleshoot");
    await expect(page.getByRole("list", { name: "Findings" })).toBeVisible();
    await page
      .getByRole("textbox", { name: "Paste an error" })
      .fill(`[ws] unauthorized conn=1 reason=${code}`);
    await page.getByRole("button", { name: "Diagnose" }).click();
    await check();
  }

  await goTo("#/devices", "Devices");
  await lookInto(/^Clear devices/);
  await lookInto(/^Add a device/);
  await lookInto(/^Export/);
  const requests = pendingTable(page).getByRole("button", { name: /^Review request from / });
  for (let index = 0; index < (await requests.count()); index += 1) {
    await requests.nth(index).click();
    await expect(page.getByRole("dialog", { name: "Review pairing request" })).toBeVisible();
    await check();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  const menus = pairedTable(page).getByRole("button", { name: /^Actions for / });
  const names = await menus.evaluateAll((buttons) =>
    buttons.map((button) => (button.getAttribute("aria-label") ?? "").replace("Actions for ", "")),
  );
  for (const name of names) {
    for (const entry of [
      "Rotate token…",
      "Revoke token…",
      "Rename…",
      "Remove device…",
      "End access on…",
    ] as const) {
      await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
      const item = page.getByRole("menuitem", { name: entry, exact: true });
      await expect(page.getByRole("menuitem").first()).toBeVisible();
      const canOpen = (await item.count()) > 0 && (await item.isEnabled());
      await page.keyboard.press("Escape");
      await expect(page.getByRole("menu")).toHaveCount(0);
      if (!canOpen) continue;
      await openAction(page, name, entry);
      await check();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    }
    await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
    await page.getByRole("menuitem", { name: "View details" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await check();
    await goTo("#/devices", "Devices");
  }
}
