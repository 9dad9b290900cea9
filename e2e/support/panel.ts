import { expect, type Locator, type Page } from "@playwright/test";
import type { Site } from "./site.ts";

/** Names and places of the page, as docs/ui-contract.md promises them. */

export function connectionStatus(page: Page): Locator {
  return page.getByRole("status", { name: "Connection status" });
}

export function pendingTable(page: Page): Locator {
  return page.getByRole("table", { name: "Pending requests" });
}

export function pairedTable(page: Page): Locator {
  return page.getByRole("table", { name: "Paired devices" });
}

export function reviewButton(page: Page, name: string): Locator {
  return page.getByRole("button", { name: `Review request from ${name}`, exact: true });
}

export function pendingRow(page: Page, name: string): Locator {
  return pendingTable(page)
    .getByRole("row")
    .filter({ has: reviewButton(page, name) });
}

export function pairedRow(page: Page, name: string): Locator {
  const actions = page.getByRole("button", { name: `Actions for ${name}`, exact: true });
  return pairedTable(page).getByRole("row").filter({ has: actions });
}

/** The name of this browser in the table. */
export async function ownName(page: Page): Promise<string> {
  const row = pairedTable(page).getByRole("row").filter({ hasText: "This browser" });
  const label = await row.getByRole("button", { name: /^Actions for / }).getAttribute("aria-label");
  return (label ?? "").replace("Actions for ", "");
}

/** Chooses an entry of the menu of a paired device, and gives the dialog that it opens. */
export async function openAction(
  page: Page,
  name: string,
  entry:
    "Rotate token…" | "Revoke token…" | "Rename…" | "Remove node role…" | "Remove device…" | "End access on…",
): Promise<Locator> {
  await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
  const title = {
    "Rotate token…": "Rotate token",
    "Revoke token…": "Revoke token",
    "Rename…": "Rename device",
    "Remove node role…": "Remove node role",
    "Remove device…": "Remove device",
    "End access on…": "End access",
  }[entry];
  const dialog = page.getByRole("dialog", { name: title });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** The review dialog, and what is in it. */
export function reviewDialog(page: Page) {
  const dialog = page.getByRole("dialog", { name: "Review pairing request" });
  return {
    dialog,
    approve: dialog.getByRole("button", { name: "Approve", exact: true }),
    reject: dialog.getByRole("button", { name: "Reject", exact: true }),
    close: dialog.getByRole("button", { name: "Close", exact: true }),
    understand: dialog.getByRole("checkbox", { name: /^I understand/ }),
    alert: dialog.getByRole("alert"),
    status: dialog.getByRole("status"),
  };
}

/** Opens the review dialog for a request that is in the list, or comes into it. */
export async function openReview(page: Page, name: string): Promise<ReturnType<typeof reviewDialog>> {
  await reviewButton(page, name).click();
  const review = reviewDialog(page);
  await expect(review.dialog).toBeVisible();
  return review;
}

/** The dialog about the commands of a node, and what is in it. */
export function nodeDialog(page: Page) {
  const dialog = page.getByRole("dialog", { name: "Review node commands" });
  return {
    dialog,
    approve: dialog.getByRole("button", { name: "Approve", exact: true }),
    reject: dialog.getByRole("button", { name: "Reject", exact: true }),
    close: dialog.getByRole("button", { name: "Close", exact: true }),
    alert: dialog.getByRole("alert"),
    status: dialog.getByRole("status"),
  };
}

export function nodeTable(page: Page): Locator {
  return page.getByRole("table", { name: "Node commands" });
}

/** Opens the dialog about the commands of a node that waits, or comes into the table. */
export async function openNodeReview(page: Page, name: string): Promise<ReturnType<typeof nodeDialog>> {
  await nodeTable(page)
    .getByRole("button", { name: `Review commands of ${name}`, exact: true })
    .click();
  const review = nodeDialog(page);
  await expect(review.dialog).toBeVisible();
  return review;
}

/** One of the steps of a node on its way to work. */
export function step(place: Locator, title: string): Locator {
  return place
    .getByRole("list", { name: "Getting this node to work" })
    .getByRole("listitem")
    .filter({ hasText: title });
}

export async function expectDevicesPage(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Devices", level: 1 })).toBeVisible();
  await expect(connectionStatus(page)).toHaveText(/^Connected/);
}

/** Opens the page by a link with the shared token, which a browser on the gateway's host gets in by. */
export async function signIn(page: Page, site: Site): Promise<void> {
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  await expectDevicesPage(page);
}

/** Opens the connect screen, and fills it in. */
export async function signInByForm(
  page: Page,
  pageUrl: string,
  { gatewayUrl, token }: { gatewayUrl?: string; token: string },
): Promise<void> {
  await page.goto(pageUrl);
  if (gatewayUrl !== undefined) await page.getByRole("textbox", { name: "Gateway URL" }).fill(gatewayUrl);
  await page.getByLabel("Token", { exact: true }).fill(token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}
