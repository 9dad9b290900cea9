import type { BrowserContext, Locator, Page } from "@playwright/test";
import { Random } from "../sandbox/random.ts";
import { openAction, openReview, pairedRow, pendingRow, signIn } from "./support/panel.ts";
import type { PageProblems } from "./support/page-problems.ts";
import type { Site } from "./support/site.ts";
import { expectSameAsGateway } from "./support/tables.ts";
import { expect, test as base } from "./support/test.ts";
import { Wire, type Frame, type HeldFrame } from "./support/wire.ts";

/** Two people, and the command line, at the same devices at the same time. */

const READ = "operator.read";
const ADMIN = "operator.admin";

interface Desk {
  readonly page: Page;
  readonly wire: Wire;
}

async function sitDown(context: BrowserContext, site: Site): Promise<Desk> {
  const page = await context.newPage();
  const wire = await Wire.into(page);
  await signIn(page, site);
  return { page, wire };
}

const test = base.extend<{ ada: Desk; bob: Desk; problems: PageProblems }>({
  ada: async ({ context, site }, use) => use(await sitDown(context, site)),
  // A browser of its own: another key, another device.
  bob: async ({ browser, site, problems }, use) => {
    const context = await browser.newContext();
    await problems.watch(context);
    await use(await sitDown(context, site));
    await context.close();
  },
});

/** The click that a person makes who has not seen yet that somebody else was faster. */
async function clickNow(page: Page, name: "Approve" | "Reject"): Promise<void> {
  const button = page.getByRole("dialog").getByRole("button", { name, exact: true });
  await button.evaluate((element: HTMLElement) => element.click());
}

/** Clicks in one dialog, but what that sends arrives only when the device was removed in the other. */
async function clickTooLate(
  { wire }: Desk,
  method: string,
  dialog: Locator,
  button: string,
  removeDialog: Locator,
): Promise<void> {
  const held = wire.hold(method);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  const { release } = await held;
  await removeDialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(removeDialog.getByText("the device is no longer paired")).toBeVisible();
  release();
}

for (const first of ["approve", "reject"] as const) {
  test(`approve against reject, where ${first} comes first @long-old`, async ({
    ada,
    bob,
    askToPair,
    secondClient,
  }) => {
    const phone = await askToPair({ scopes: [READ] });
    const reviews = [await openReview(ada.page, phone.name), await openReview(bob.page, phone.name)] as const;
    const approval = ada.wire.hold("device.pair.approve");
    const rejection = bob.wire.hold("device.pair.reject");
    await reviews[0].approve.click();
    await reviews[1].reject.click();
    const held = { approve: await approval, reject: await rejection };
    const [winner, loser] = first === "approve" ? reviews : [reviews[1], reviews[0]];
    held[first].release();
    await expect(
      winner.status.filter({ hasText: first === "approve" ? "Approved" : "Rejected" }),
    ).toBeVisible();
    held[first === "approve" ? "reject" : "approve"].release();
    await expect(loser.alert.filter({ hasText: "This request is gone" })).toBeVisible();
    await expect(loser.dialog).not.toContainText(first === "approve" ? "Rejected" : "Approved");
    expect((await secondClient.paired(phone.deviceId))?.scopes).toEqual(
      first === "approve" ? [READ] : undefined,
    );
    for (const review of reviews) await review.close.click();
    for (const { page } of [ada, bob]) await expectSameAsGateway(page, secondClient);
  });
}

test("the command line is faster than both browsers @long-old", async ({
  ada,
  bob,
  site,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair({ scopes: [READ] });
  const reviews = [await openReview(ada.page, phone.name), await openReview(bob.page, phone.name)] as const;
  const holds: Promise<HeldFrame>[] = [
    ada.wire.hold("device.pair.approve"),
    bob.wire.hold("device.pair.reject"),
  ];
  await reviews[0].approve.click();
  await reviews[1].reject.click();
  const held = await Promise.all(holds);
  const { code, stderr } = await site.gateway.cli(["devices", "approve", phone.requestId]);
  expect(code, stderr).toBe(0);
  for (const { release } of held) release();
  for (const { alert, dialog, close } of reviews) {
    await expect(alert.filter({ hasText: "This request is gone" })).toBeVisible();
    await expect(dialog).not.toContainText("Rejected");
    await close.click();
  }
  expect((await secondClient.paired(phone.deviceId))?.scopes).toEqual([READ]);
  for (const { page } of [ada, bob]) await expectSameAsGateway(page, secondClient);
});

test("clicks at the same moment: one counts, and everybody is told the truth @long-old", async ({
  ada,
  bob,
  askToPair,
  secondClient,
}) => {
  const random = new Random(5);
  for (let round = 0; round < 6; round += 1) {
    const phone = await askToPair({ scopes: [READ] });
    const reviews = [await openReview(ada.page, phone.name), await openReview(bob.page, phone.name)] as const;
    const verdict = () => (random.chance(0.6) ? "Approve" : "Reject");
    await Promise.all([clickNow(ada.page, verdict()), clickNow(bob.page, verdict())]);
    for (const { status, alert } of reviews) {
      await expect(
        status
          .filter({ hasText: /Approved|Rejected/ })
          .or(alert)
          .first(),
      ).toBeVisible();
    }
    const said = await Promise.all(reviews.map(({ dialog }) => dialog.innerText()));
    const paired = await secondClient.paired(phone.deviceId);
    const isSaid = (pattern: RegExp) => said.filter((text) => pattern.test(text)).length;
    expect([isSaid(/Approved: /), isSaid(/^Rejected$/m)], said.join("\n---\n")).toEqual(
      paired ? [1, 0] : [0, 1],
    );
    expect(paired?.scopes ?? [READ]).toEqual([READ]);
    for (const { close } of reviews) await close.click();
  }
  for (const { page } of [ada, bob]) await expectSameAsGateway(page, secondClient);
});

test("what one approves with more rights is not what the other one saw @long-old", async ({
  ada,
  bob,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair({ scopes: [READ] });
  const narrow = await openReview(ada.page, phone.name);
  // Old gateways widen the request in place and say nothing; others replace it.
  await phone.ask({ scopes: [READ, ADMIN] });
  await bob.page.getByRole("button", { name: "Refresh" }).click();
  await expect(pendingRow(bob.page, phone.name)).toContainText("Administrator");
  const wide = await openReview(bob.page, phone.name);
  await wide.understand.check();
  await Promise.all([wide.approve.click(), clickNow(ada.page, "Approve")]);
  await expect(wide.status.filter({ hasText: "Approved" })).toBeVisible();
  await expect(narrow.alert.first()).toContainText(/no longer waiting|has changed since you opened it/);
  await expect(narrow.dialog).not.toContainText("Approved");
  expect(ada.wire.requests("device.pair.approve")).toEqual([]);
  expect((await secondClient.paired(phone.deviceId))?.scopes.toSorted()).toEqual([ADMIN, READ]);
});

test("a rejection whose answer is lost does not hide that somebody else approved @long-old", async ({
  ada,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  const review = await openReview(ada.page, phone.name);
  const rejection = ada.wire.hold("device.pair.reject");
  await review.reject.click();
  await rejection;
  await secondClient.approve(phone.requestId);
  ada.wire.cut();
  await expect(review.alert).toContainText("Not rejected: it was approved");
});

test("clearing does not call a request rejected that somebody else approved @long-old", async ({
  ada,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  await expect(pendingRow(ada.page, phone.name)).toBeVisible();
  await ada.page.getByRole("button", { name: "Clear devices…" }).click();
  const dialog = ada.page.getByRole("dialog", { name: "Clear devices" });
  await dialog.getByRole("checkbox", { name: /^Also reject pending requests/ }).check();
  await dialog.getByRole("textbox", { name: "Type clear to confirm" }).fill("clear");
  const rejection = ada.wire.hold("device.pair.reject");
  await dialog.getByRole("button", { name: "Clear", exact: true }).click();
  const { release } = await rejection;
  await secondClient.approve(phone.requestId);
  release();
  await expect(dialog.getByRole("alert").filter({ hasText: "1 no longer waiting" })).toBeVisible();
  await expect(dialog.getByRole("list", { name: "Results" })).not.toContainText("Rejected");
  expect(await secondClient.paired(phone.deviceId)).toBeDefined();
});

test("rotate against remove @long-old", async ({ ada, bob, pair, secondClient }) => {
  const phone = await pair();
  await expect(pairedRow(bob.page, phone.name)).toBeVisible();
  const rotate = await openAction(ada.page, phone.name, "Rotate token…");
  const remove = await openAction(bob.page, phone.name, "Remove device…");
  await clickTooLate(ada, "device.token.rotate", rotate, "Rotate", remove);
  await expect(rotate.getByRole("alert")).toContainText(/cannot find this device|may not rotate this token/);
  await rotate.getByRole("button", { name: "Cancel" }).click();
  await remove.getByRole("button", { name: "Close" }).click();
  for (const { page } of [ada, bob]) await expectSameAsGateway(page, secondClient);
});

for (const what of ["rotation", "revocation"] as const) {
  test(`a ${what} whose answer is lost is not called done when the device was removed meanwhile @long-old`, async ({
    ada,
    pair,
    secondClient,
  }) => {
    const phone = await pair();
    const isRotation = what === "rotation";
    const dialog = await openAction(ada.page, phone.name, isRotation ? "Rotate token…" : "Revoke token…");
    const write = ada.wire.hold(isRotation ? "device.token.rotate" : "device.token.revoke");
    await dialog.getByRole("button", { name: isRotation ? "Rotate" : "Revoke", exact: true }).click();
    await write;
    await secondClient.remove(phone.deviceId);
    ada.wire.cut();
    await expect(dialog).toContainText("The token is gone");
    await expect(dialog).not.toContainText(/Rotated, but|Revoked/);
  });
}

test.describe("names", { tag: "@new-only" }, () => {
  test("rename against remove @long-old", async ({ ada, bob, pair, secondClient }) => {
    const phone = await pair();
    await expect(pairedRow(bob.page, phone.name)).toBeVisible();
    const rename = await openAction(ada.page, phone.name, "Rename…");
    const remove = await openAction(bob.page, phone.name, "Remove device…");
    await rename.getByRole("textbox", { name: "Name" }).fill("Kitchen");
    await clickTooLate(ada, "device.pair.rename", rename, "Save", remove);
    await expect(rename.getByRole("alert")).toContainText(
      /cannot find this device|may not rename this device/,
    );
    await rename.getByRole("button", { name: "Cancel" }).click();
    await remove.getByRole("button", { name: "Close" }).click();
    for (const { page } of [ada, bob]) await expectSameAsGateway(page, secondClient);
  });

  for (const [what, act, said] of [
    ["renamed again", "rename", "the device has another name"],
    ["removed", "remove", "somebody else has removed the device"],
  ] as const) {
    test(`a device that is ${what} while it is being renamed @long-old`, async ({
      ada,
      pair,
      secondClient,
    }) => {
      const phone = await pair();
      const rename = await openAction(ada.page, phone.name, "Rename…");
      await rename.getByRole("textbox", { name: "Name" }).fill("Kitchen");
      const answers: Frame[] = [];
      ada.wire.rewrite((frame, method) => {
        if (method !== "device.pair.rename") return frame;
        answers.push(frame);
        return null;
      });
      await rename.getByRole("button", { name: "Save" }).click();
      await expect.poll(() => answers).toHaveLength(1);
      const { deviceId } = phone;
      if (act === "rename") await secondClient.request("device.pair.rename", { deviceId, label: "Hall" });
      else await secondClient.remove(deviceId);
      for (const answer of answers) ada.wire.deliver(answer);
      await expect(rename.getByRole("alert")).toContainText("Renamed, then changed again");
      await expect(rename.getByRole("alert")).toContainText(said);
    });
  }
});
