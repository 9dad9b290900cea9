import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import {
  connectionStatus,
  nodeTable,
  openNodeReview,
  openReview,
  pairedRow,
  reviewButton,
  reviewDialog,
  signIn,
  signInByForm,
  step,
} from "./support/panel.ts";
import { pairNode } from "./support/simulated-node.ts";
import { expect, test } from "./support/test.ts";

/** The screens do not depend on the gateway's version, so they are looked at with one. */
const ONE_GATEWAY = { tag: "@new-only" };

async function expectNothingSerious(page: Page, choose: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  // Colours on their way from one theme to the other have no contrast of their own. They begin with the next frame.
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  });
  // What lies behind an open dialog is dimmed on purpose, and hidden from assistive technology.
  const axe = new AxeBuilder({ page }).exclude("#root[aria-hidden=true]");
  // Without frames there is nothing to put together in a page of its own, which costs seconds.
  const { violations } = await choose(axe.setLegacyMode()).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")})`,
    );
  expect(serious).toEqual([]);
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Looks at the page as it is, on a wide screen and on a phone. Colours, half of axe's time, depend on the theme only. */
async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await expectNothingSerious(page, (axe) => axe.withTags(TAGS));
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNothingSerious(page, (axe) => axe.withRules("color-contrast"));
  await page.setViewportSize(PHONE);
  await expectNothingSerious(page, (axe) => axe.withTags(TAGS).disableRules("color-contrast"));
  await page.setViewportSize(WIDE);
}

test.describe("axe", ONE_GATEWAY, () => {
  test.use({ viewport: WIDE });

  test("the connect screen is accessible", async ({ page, site }) => {
    await page.goto(site.pageUrl);
    await expect(page.getByRole("heading", { name: "Connect to a gateway" })).toBeVisible();
    await expectAccessible(page);
  });

  test("what nodes ask for is accessible", async ({ page, site, secondClient }) => {
    const node = await pairNode(site.gateway, secondClient);
    await node.offer(["system.run", "system.notify", "camera.snap"]);
    await signIn(page, site);
    await expect(nodeTable(page)).toBeVisible();
    await expectAccessible(page);
    const review = await openNodeReview(page, node.name);
    await expectAccessible(page);
    await review.approve.click();
    await expect(step(review.dialog, "It is there")).toContainText("Done");
    await expectAccessible(page);
    await review.close.click();
    await page.goto(`${site.pageUrl}#/devices/${node.nodeId}`);
    await expect(step(page.getByRole("main"), "It is there")).toContainText("Done");
    await expectAccessible(page);
    await node.leave();
  });

  test("the connect screen with a refusal is accessible", async ({ page, site }) => {
    await signInByForm(page, site.pageUrl, { token: "wrong" });
    await expect(page.getByRole("alert")).toContainText("AUTH_TOKEN_MISMATCH");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Troubleshoot" }).last().click();
    await expect(page.getByRole("heading", { name: "Troubleshoot", level: 1 })).toBeVisible();
    await expectAccessible(page);
  });

  test("the question about a link is accessible", async ({ page, site }) => {
    await page.goto(`${site.pageUrl}?gatewayUrl=wss%3A%2F%2Fgateway.example#token=abc`);
    await expect(page.getByRole("alert")).toContainText("has not used before");
    await expectAccessible(page);
  });

  test("the devices page is accessible", async ({ panel, askToPair, secondClient }) => {
    const paired = await askToPair({ scopes: ["operator.admin"] });
    await secondClient.approve(paired.requestId);
    const waiting = await askToPair({ role: "node" });
    await expect(reviewButton(panel, waiting.name)).toBeVisible();
    await expect(pairedRow(panel, paired.name)).toBeVisible();
    await expectAccessible(panel);
    await panel.getByRole("button", { name: `Actions for ${paired.name}` }).click();
    await expect(panel.getByRole("menuitem", { name: "View details" })).toBeVisible();
    await expectAccessible(panel);
    await panel.getByRole("menuitem", { name: "View details" }).click();
    await expect(panel.getByRole("heading", { name: paired.name, level: 1 })).toBeVisible();
    await expectAccessible(panel);
  });

  test("the access review is accessible, from the matrix to the record", async ({ panel, site, pair }) => {
    const { deviceId } = await pair({ scopes: ["operator.admin", "operator.read"] });
    await panel.goto(`${site.pageUrl}#/review`);
    await expect(panel.getByRole("table", { name: "Access matrix" })).toContainText(deviceId.slice(0, 8));
    await expectAccessible(panel);
    await panel.getByRole("button", { name: /^Suggestions/ }).click();
    await expect(panel.getByRole("table", { name: "Suggestions" })).toBeVisible();
    await expectAccessible(panel);
    await panel.getByRole("button", { name: "Timeline" }).click();
    await expect(panel.getByRole("table", { name: "Timeline" })).toBeVisible();
    await expectAccessible(panel);
    await panel.getByRole("button", { name: "Begin review" }).click();
    await expect(panel.getByRole("table", { name: "Review decisions" })).toBeVisible();
    await panel.getByRole("checkbox", { name: "Select all shown" }).check();
    await panel.getByRole("button", { name: /^Decide for/ }).click();
    await panel.getByRole("menuitem", { name: "As suggested" }).click();
    await expectAccessible(panel);
    await panel.getByRole("button", { name: "Finish review…" }).click();
    const dialog = panel.getByRole("dialog", { name: "Finish review" });
    await dialog.getByRole("textbox", { name: "Your name" }).fill("Ada");
    await expectAccessible(panel);
    await dialog.getByRole("button", { name: "Change 1 and finish" }).click();
    await expect(dialog.getByText("The review is finished")).toBeVisible();
    await expectAccessible(panel);
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(panel.getByRole("table", { name: "Record" })).toBeVisible();
    await expectAccessible(panel);
  });

  test("access that ends is accessible", async ({ panel, pair }) => {
    const { name } = await pair();
    await panel.getByRole("button", { name: `Actions for ${name}` }).click();
    await panel.getByRole("menuitem", { name: "End access on…" }).click();
    const dialog = panel.getByRole("dialog", { name: "End access" });
    const day = dialog.getByLabel("Access ends on");
    await day.fill((await day.getAttribute("min")) ?? "");
    await dialog.getByRole("button", { name: "Remind me" }).click();
    await expectAccessible(panel);
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(panel.getByRole("table", { name: "Access that is due to end" })).toBeVisible();
    await expectAccessible(panel);
  });

  test("the review dialog is accessible", async ({ panel, askToPair }) => {
    const review = await openReview(panel, (await askToPair({ scopes: ["operator.admin"] })).name);
    await expectAccessible(panel);
    await review.understand.check();
    await review.approve.click();
    await expect(review.dialog).toContainText("Approved");
    await expectAccessible(panel);
  });

  test("adding a device is accessible", async ({ panel }) => {
    await panel.getByRole("button", { name: "Add a device…" }).click();
    const dialog = panel.getByRole("dialog", { name: "Add a device" });
    for (const choice of ["Another browser", "A machine", "A phone or an app"]) {
      await dialog.getByRole("radio", { name: choice }).check();
      await expectAccessible(panel);
    }
    await dialog.getByRole("button", { name: "Create code" }).click();
    await expect(dialog.getByRole("img", { name: "QR code" })).toBeVisible();
    await expectAccessible(panel);
  });

  test("a command of an agent is accessible, and so is its decision", async ({ panel, secondClient }) => {
    const command = `rm -rf /tmp/build && ${"echo a-long-command ".repeat(20)}`;
    await secondClient.request("exec.approval.request", {
      command,
      cwd: "/home/ada",
      agentId: "main",
      host: "gateway",
      warningText: "Deletes files",
      twoPhase: true,
    });
    await expect(panel.getByRole("table", { name: "Command approvals" })).toBeVisible();
    await expectAccessible(panel);
    await panel.getByRole("button", { name: /^Review command rm/ }).click();
    const dialog = panel.getByRole("dialog", { name: "Review command" });
    await expect(dialog).toBeVisible();
    await expectAccessible(panel);
    await dialog.getByRole("button", { name: "Deny" }).click();
    await expect(dialog.getByRole("status").filter({ hasText: "Denied" })).toBeVisible();
    await expectAccessible(panel);
  });

  test("the gateway's door is accessible, and so are its dialogs", async ({ panel, site }) => {
    await panel.goto(`${site.pageUrl}#/gateway`);
    await expect(panel.getByRole("list", { name: "Allowed pages" })).toBeVisible();
    await expectAccessible(panel);
    for (const [button, title] of [
      [`Remove ${site.origin}`, "Remove a page"],
      ["Switch off: Checked by SSH", "Switch an automatic approval off"],
      ["Change the gateway’s token…", "Change the gateway’s token"],
    ] as const) {
      await panel.getByRole("button", { name: button }).click();
      await expect(panel.getByRole("dialog", { name: title })).toBeVisible();
      await expectAccessible(panel);
      await panel.keyboard.press("Escape");
      await expect(panel.getByRole("dialog")).toHaveCount(0);
    }
  });

  for (const [name, hash] of [
    ["Troubleshoot", "#/troubleshoot"],
    ["Troubleshoot", "#/troubleshoot/PAIRING_REQUIRED"],
    ["Activity", "#/activity"],
    ["Settings", "#/settings"],
    ["Nothing here", "#/nowhere"],
  ] as const) {
    test(`the screen ${hash} is accessible`, async ({ panel, site }) => {
      await panel.goto(site.pageUrl + hash);
      await expect(panel.getByRole("heading", { name, level: 1 })).toBeVisible();
      await expectAccessible(panel);
    });
  }

  test.describe("from afar", () => {
    test.use({ remoteIp: "203.0.113.51" });
    test("the waiting screen is accessible", async ({ page, site }) => {
      await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
      await expect(connectionStatus(page)).toHaveText(/^Waiting for approval/);
      await expectAccessible(page);
    });
  });
});

/** Presses Tab until the wanted element has the focus. */
async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await isThere()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The element cannot be reached with Tab");
}

function hasFocus(page: Page, accessibleName: RegExp) {
  return async () => {
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) return false;
    return focused.evaluate((element, source) => {
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : null;
      return new RegExp(source).test(element.getAttribute("aria-label") ?? label ?? element.textContent);
    }, accessibleName.source);
  };
}

test.describe("with the keyboard alone", ONE_GATEWAY, () => {
  test("a request can be opened, ticked and approved", async ({ panel, askToPair, secondClient }) => {
    const device = await askToPair({ scopes: ["operator.admin"] });
    await expect(reviewButton(panel, device.name)).toBeVisible();
    await tabTo(panel, hasFocus(panel, /^Review request from/));
    await panel.keyboard.press("Enter");
    const { dialog } = reviewDialog(panel);
    await expect(dialog).toBeVisible();
    await tabTo(panel, hasFocus(panel, /^I understand/));
    await panel.keyboard.press("Space");
    await tabTo(panel, hasFocus(panel, /^Approve$/));
    await panel.keyboard.press("Enter");
    await expect(dialog).toContainText("Approved");
    expect(await secondClient.paired(device.deviceId)).toBeDefined();
    await expect(dialog.locator(":focus")).toHaveCount(1);
    await panel.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    // The row is gone, and the focus must not be lost with it.
    await expect(panel.locator("body:focus")).toHaveCount(0);
    await expect(panel.locator(":focus")).toHaveCount(1);
  });

  test("a review can be begun, decided and finished", async ({ panel, pair, site, secondClient }) => {
    const { name, deviceId } = await pair();
    await panel.goto(`${site.pageUrl}#/review`);
    await expect(panel.getByRole("table", { name: "Access matrix" })).toBeVisible();
    await tabTo(panel, hasFocus(panel, /^Begin review$/));
    await panel.keyboard.press("Enter");
    await expect(panel.getByRole("table", { name: "Review decisions" })).toBeVisible();
    await tabTo(panel, hasFocus(panel, new RegExp(`^Decision for ${name}$`)));
    // Typing chooses in a closed list.
    await panel.keyboard.type("Remove");
    await expect(panel.getByRole("combobox", { name: `Decision for ${name}` })).toHaveValue("remove");
    await panel.getByRole("heading", { level: 1 }).focus();
    await tabTo(panel, hasFocus(panel, /^Finish review…$/));
    await panel.keyboard.press("Enter");
    const dialog = panel.getByRole("dialog", { name: "Finish review" });
    await expect(dialog.getByRole("textbox", { name: "Your name" })).toBeFocused();
    await panel.keyboard.type("Ada");
    await tabTo(panel, hasFocus(panel, /^Change 1 and finish$/));
    await panel.keyboard.press("Enter");
    await expect(dialog.getByText("The review is finished")).toBeVisible();
    await panel.keyboard.press("Escape");
    await expect(panel.getByRole("table", { name: "Record" })).toContainText(deviceId.slice(0, 8));
    await expect(panel.locator(":focus")).toHaveCount(1);
    expect(await secondClient.paired(deviceId)).toBeUndefined();
  });

  test("the arrow keys move through the matrix, and Enter opens a device", async ({ panel, pair, site }) => {
    await pair();
    await panel.goto(`${site.pageUrl}#/review`);
    const rows = panel.getByRole("table", { name: "Access matrix" }).locator("[data-row]");
    await rows.first().focus();
    await panel.keyboard.press("ArrowDown");
    await expect(rows.nth(1)).toBeFocused();
    await panel.keyboard.press("ArrowUp");
    await expect(rows.first()).toBeFocused();
    await panel.keyboard.press("Enter");
    await expect(panel.getByRole("button", { name: "Remove device…" })).toBeVisible();
  });

  test("Escape closes the dialog and gives the focus back", async ({ panel, askToPair }) => {
    const device = await askToPair();
    await expect(reviewButton(panel, device.name)).toBeVisible();
    await tabTo(panel, hasFocus(panel, /^Review request from/));
    await panel.keyboard.press("Enter");
    const { dialog } = reviewDialog(panel);
    await expect(dialog).toBeFocused();
    await panel.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(reviewButton(panel, device.name)).toBeFocused();
  });

  test("the first Tab offers to skip the navigation", async ({ panel }) => {
    await panel.reload();
    await expect(panel.getByRole("heading", { name: "Devices", level: 1 })).toBeVisible();
    await tabTo(panel, hasFocus(panel, /^Skip to content$/));
    await expect(panel.getByRole("link", { name: "Skip to content" })).toBeInViewport();
    await panel.keyboard.press("Enter");
    await expect(panel.getByRole("main")).toBeFocused();
  });

  test("another page can be allowed, and removed again", async ({ panel, site }) => {
    await panel.goto(`${site.pageUrl}#/gateway`);
    const pages = panel.getByRole("list", { name: "Allowed pages" }).getByRole("listitem");
    await expect(pages).not.toHaveCount(0);
    await tabTo(panel, hasFocus(panel, /^Address of another page$/));
    await panel.keyboard.type("https://typed.example/");
    await panel.keyboard.press("Enter");
    const allow = panel.getByRole("dialog", { name: "Allow a page" });
    await expect(allow).toBeFocused();
    await tabTo(panel, hasFocus(panel, /^Allow$/));
    await panel.keyboard.press("Enter");
    await expect(allow.getByRole("status")).toContainText("https://typed.example may sign in");
    await expect(allow.locator(":focus")).toHaveCount(1);
    await panel.keyboard.press("Escape");
    await expect(allow).toHaveCount(0);
    await expect(pages.filter({ hasText: "https://typed.example" })).toHaveCount(1);
    await tabTo(panel, hasFocus(panel, /^Remove https:..typed\.example$/));
    await panel.keyboard.press("Enter");
    const remove = panel.getByRole("dialog", { name: "Remove a page" });
    await expect(remove).toBeFocused();
    await tabTo(panel, hasFocus(panel, /^Remove$/));
    await panel.keyboard.press("Enter");
    await expect(remove.getByRole("status")).toContainText("no longer in the list");
    await panel.keyboard.press("Escape");
    await expect(pages.filter({ hasText: "https://typed.example" })).toHaveCount(0);
    // Its button is gone, and the focus must not be lost with it.
    await expect(panel.locator("body:focus")).toHaveCount(0);
  });

  test("a device's menu opens, moves and closes", async ({ panel }) => {
    await tabTo(panel, hasFocus(panel, /^Actions for /));
    await panel.keyboard.press("Enter");
    await expect(
      panel.getByRole("menu").or(panel.getByRole("menuitem")).and(panel.locator(":focus")),
    ).toHaveCount(1);
    await panel.keyboard.press("End");
    await expect(panel.getByRole("menuitem").last()).toBeFocused();
    await panel.keyboard.press("Home");
    await expect(panel.getByRole("menuitem").first()).toBeFocused();
    await panel.keyboard.press("Escape");
    await expect(panel.getByRole("menuitem")).toHaveCount(0);
    await expect(
      panel.getByRole("button", { name: /^Actions for / }).and(panel.locator(":focus")),
    ).toHaveCount(1);
  });
});
