import type { Page } from "@playwright/test";
import {
  nodeDialog,
  openReview,
  pairedRow,
  pendingRow,
  reviewButton,
  reviewDialog,
  signIn,
  step,
} from "./support/panel.ts";
import { parseGatewayList } from "./support/second-client.ts";
import { expect, test } from "./support/test.ts";
import { recordSockets, requestsSent, Wire } from "./support/wire.ts";

const READ = "operator.read";
const WRITE = "operator.write";
const ADMIN = "operator.admin";
const APPROVALS = "operator.approvals";

/** The line of the dialog that speaks of one right. */
function rightIn(page: Page, scope: string) {
  return reviewDialog(page).dialog.getByRole("listitem").filter({ hasText: scope });
}

test("an approved device is paired, as the gateway's own command line says", async ({
  panel,
  site,
  askToPair,
}) => {
  const phone = await askToPair({ scopes: [READ] });
  const review = await openReview(panel, phone.name);
  await expect(rightIn(panel, READ)).toBeVisible();
  await review.approve.click();
  await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();

  const { code, stdout, stderr } = await site.gateway.cli(["devices", "list", "--json"]);
  expect(code, stderr).toBe(0);
  const { paired, pending } = parseGatewayList(stdout);
  expect(paired.find(({ deviceId }) => deviceId === phone.deviceId)?.scopes).toEqual([READ]);
  expect(pending).toEqual([]);
  await phone.enter();

  await review.close.click();
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await expect(pendingRow(panel, phone.name)).toHaveCount(0);
});

test("the focus goes to the result of an approval", async ({ panel, askToPair }) => {
  const phone = await askToPair();
  const review = await openReview(panel, phone.name);
  await review.approve.click();
  await expect(panel.locator(":focus")).toContainText("Approved");
  await expect(review.approve).toHaveCount(0);
});

for (const [what, wishes] of [
  ["an administrator", { scopes: [ADMIN, READ] }],
  ["a node, which runs commands,", { role: "node" }],
] as const) {
  test(`${what} is approved only by somebody who says that they understand`, async ({
    panel,
    askToPair,
    secondClient,
  }) => {
    const device = await askToPair(wishes);
    const review = await openReview(panel, device.name);
    await expect(review.understand).not.toBeChecked();
    await expect(review.approve).toBeDisabled();
    await review.understand.check();
    await review.approve.click();
    await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
    expect(await secondClient.paired(device.deviceId)).toMatchObject({ roles: [device.role] });
  });
}

test("an approved node must be restarted, and on newer gateways its commands be approved: the page says so", async ({
  panel,
  site,
  askToPair,
  secondClient,
}) => {
  const isOld = site.gateway.version.startsWith("2026.3");
  const node = await askToPair({ role: "node" });
  const review = await openReview(panel, node.name);
  await expect(review.understand).toHaveAccessibleName(
    isOld ? /can run commands/ : /once those are approved/,
  );
  await review.understand.check();
  await review.approve.click();
  const outcome = review.status.filter({ hasText: "Approved" });
  await expect(outcome).toBeVisible();
  await expect(outcome).not.toContainText("connects the next time it tries");
  await expect(step(review.dialog, "Restart it").getByText("openclaw node restart")).toBeVisible();
  await node.enter();
  await expect(step(review.dialog, "Restart it")).toContainText("Done");
  await expect(step(review.dialog, "Approve its commands")).toContainText(isOld ? "Not needed" : "Doing");
  if (isOld) {
    await expect(step(review.dialog, "It is there")).toContainText("agents can use 2 commands");
    expect(await secondClient.request("node.list")).toMatchObject({
      nodes: [{ nodeId: node.deviceId, commands: ["system.run", "system.which"] }],
    });
  } else {
    await expect(step(review.dialog, "It is there")).toContainText("Agents cannot use any");
  }
  await node.device.disconnect();
});

test(
  "a node's page leads to the approval of its commands",
  { tag: "@not-old" },
  async ({ panel, site, pair }) => {
    const node = await pair({ role: "node" });
    await node.enter();
    await panel.goto(`${site.pageUrl}#/devices/${node.deviceId}`);
    const commands = step(panel.getByRole("main"), "Approve its commands");
    await commands.getByRole("button", { name: `Review commands of ${node.name}` }).click();
    const review = nodeDialog(panel);
    await review.approve.click();
    await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
    await review.close.click();
    // 2026.6.11 lets a node that does not name its family offer none.
    await expect(commands).toContainText(/Approved: [02] commands/);
  },
);

test("a device that only reads needs no tick", async ({ panel, askToPair }) => {
  const review = await openReview(panel, (await askToPair({ scopes: [READ] })).name);
  await expect(review.approve).toBeEnabled();
  await expect(review.understand).toHaveCount(0);
});

test("a rejected device stays out", async ({ panel, askToPair, secondClient }) => {
  const phone = await askToPair();
  const review = await openReview(panel, phone.name);
  await review.reject.click();
  await expect(review.status.filter({ hasText: "Rejected" })).toBeVisible();
  const { pending, paired } = await secondClient.list();
  expect([...pending, ...paired].map(({ deviceId }) => deviceId)).not.toContain(phone.deviceId);
  await review.close.click();
  await expect(pendingRow(panel, phone.name)).toHaveCount(0);
});

test("an upgrade shows what is new and what the device has already, and keeps it", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair({ scopes: [READ] });
  await secondClient.approve(phone.requestId);
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await phone.ask({ scopes: [READ, WRITE] });
  const review = await openReview(panel, phone.name);
  await expect(rightIn(panel, WRITE)).toContainText("new:");
  await expect(rightIn(panel, READ)).toContainText("has it already:");
  await expect(review.dialog).toContainText("Same key as the paired device");
  await review.approve.click();
  await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
  expect((await secondClient.paired(phone.deviceId))?.scopes.toSorted()).toEqual([READ, WRITE]);
});

test("a right that a device does not ask for again is kept, and the dialog says so", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair({ scopes: [READ] });
  await secondClient.approve(phone.requestId);
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await phone.ask({ scopes: [APPROVALS] });
  const review = await openReview(panel, phone.name);
  await expect(rightIn(panel, APPROVALS)).toContainText("new:");
  await expect(rightIn(panel, READ)).toContainText("already has it, did not ask for it");
  await review.approve.click();
  await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
  expect((await secondClient.paired(phone.deviceId))?.scopes.toSorted()).toEqual([APPROVALS, READ]);
});

for (const [what, press] of [
  ["a double click on Approve", async (page: Page) => reviewDialog(page).approve.dblclick()],
  [
    "Enter twice on Approve",
    async (page: Page) => {
      await reviewDialog(page).approve.focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
    },
  ],
] as const) {
  test(`${what} approves one device, once`, async ({ page, site, askToPair, secondClient }) => {
    const sockets = recordSockets(page);
    await signIn(page, site);
    const first = await askToPair();
    const second = await askToPair();
    await expect(reviewButton(page, second.name)).toBeVisible();
    const review = await openReview(page, first.name);
    await press(page);
    await expect(review.dialog).toContainText("Approved");
    const { pending } = await secondClient.list();
    expect(pending.map(({ requestId }) => requestId)).toEqual([second.requestId]);
    expect(requestsSent(sockets, "device.pair.approve")).toHaveLength(1);
  });
}

test("a request that was rejected elsewhere cannot be approved any more", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  const review = await openReview(panel, phone.name);
  await secondClient.reject(phone.requestId);
  await expect(review.alert).toContainText("no longer waiting");
  await expect(review.approve).toBeDisabled();
  await expect(review.reject).toBeDisabled();
});

test("a request that was approved elsewhere cannot be approved again", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  const phone = await askToPair();
  const review = await openReview(panel, phone.name);
  await secondClient.approve(phone.requestId);
  await expect(review.alert).toContainText("no longer waiting");
  await expect(review.approve).toBeDisabled();
  await review.close.click();
  await expect(pairedRow(panel, phone.name)).toBeVisible();
});

test(
  "a request that is replaced while it is on the screen is not approved",
  { tag: "@not-old" },
  async ({ panel, askToPair, secondClient }) => {
    const phone = await askToPair({ scopes: [READ] });
    const review = await openReview(panel, phone.name);
    const newRequestId = await phone.ask({ scopes: [READ, ADMIN] });
    expect(newRequestId).not.toBe(phone.requestId);
    // Versions between the two send no event: then the click finds out.
    await expect(async () => {
      // It may become disabled while Playwright is about to click.
      if ((await review.alert.count()) === 0) await review.approve.click({ timeout: 2_000 });
      await expect(review.alert).toContainText("no longer waiting", { timeout: 5_000 });
    }).toPass();
    await expect(review.approve).toBeDisabled();
    expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
    await review.close.click();
    await expect(pendingRow(panel, phone.name)).toContainText("Administrator");
  },
);

test(
  "a request that is replaced at the last moment is not approved",
  { tag: "@not-old" },
  async ({ page, site, askToPair, secondClient }) => {
    const wire = await Wire.into(page);
    await signIn(page, site);
    const phone = await askToPair({ scopes: [READ] });
    const review = await openReview(page, phone.name);
    const approval = wire.hold("device.pair.approve");
    await review.approve.click();
    const { release } = await approval;
    await phone.ask({ scopes: [READ, ADMIN] });
    release();
    await expect(review.alert.filter({ hasText: "no longer waiting" })).toBeVisible();
    expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
  },
);

test(
  "a request that was widened in place since it was opened is not approved",
  { tag: "@old-only" },
  async ({ page, site, askToPair, secondClient }) => {
    const sockets = recordSockets(page);
    await signIn(page, site);
    const phone = await askToPair({ scopes: [READ] });
    const review = await openReview(page, phone.name);
    expect(await phone.ask({ scopes: [READ, ADMIN] })).toBe(phone.requestId);
    await review.approve.click();
    await expect(review.alert).toContainText("has changed since you opened it");
    await expect(review.alert).toContainText(ADMIN);
    await expect(review.approve).toBeDisabled();
    expect(requestsSent(sockets, "device.pair.approve")).toEqual([]);
    expect(await secondClient.paired(phone.deviceId)).toBeUndefined();

    await review.alert.getByRole("button", { name: "Review what it asks now" }).click();
    await expect(review.alert).toHaveCount(0);
    await expect(rightIn(page, ADMIN)).toBeVisible();
    await expect(review.approve).toBeDisabled();
    await review.understand.check();
    await expect(review.approve).toBeEnabled();
  },
);

for (const [what, wishes, got] of [
  ["rights", { scopes: [READ, ADMIN] }, ADMIN],
  ["a role", { role: "node" }, "node"],
] as const) {
  test(
    `a device that got ${what} beyond what was shown can be removed at once`,
    { tag: "@old-only" },
    async ({ page, site, askToPair, secondClient }) => {
      const wire = await Wire.into(page);
      await signIn(page, site);
      const phone = await askToPair({ scopes: [READ] });
      const review = await openReview(page, phone.name);
      const approval = wire.hold("device.pair.approve");
      await review.approve.click();
      const { release } = await approval;
      expect(await phone.ask(wishes)).toBe(phone.requestId);
      release();
      await expect(review.alert).toContainText("more than was shown");
      await expect(review.alert).toContainText(got);
      expect(await secondClient.paired(phone.deviceId)).toBeDefined();
      await review.alert.getByRole("button", { name: "Remove device now" }).click();
      await expect(review.status.filter({ hasText: "Removed" })).toBeVisible();
      expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
    },
  );
}

for (const verdict of ["approve", "reject"] as const) {
  test(
    `rights beyond what was shown are seen also where the answer to ${verdict} was lost`,
    { tag: "@old-only" },
    async ({ page, site, askToPair, secondClient }) => {
      const wire = await Wire.into(page);
      await signIn(page, site);
      const phone = await askToPair({ scopes: [READ] });
      const review = await openReview(page, phone.name);
      const decision = wire.hold(`device.pair.${verdict}`);
      await review[verdict].click();
      const { release } = await decision;
      expect(await phone.ask({ scopes: [READ, ADMIN] })).toBe(phone.requestId);
      wire.rewrite((frame, method) => (method === "device.pair.approve" ? null : frame));
      if (verdict === "approve") release();
      else await secondClient.approve(phone.requestId);
      await expect.poll(() => secondClient.paired(phone.deviceId)).toBeDefined();
      wire.cut();
      await expect(review.alert).toContainText("got more than was shown");
      await expect(review.alert).toContainText(ADMIN);
      await review.alert.getByRole("button", { name: "Remove device now" }).click();
      await expect(review.status.filter({ hasText: "Removed" })).toBeVisible();
      expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
    },
  );
}

test("an approval whose answer is lost is looked up, and not sent again", async ({
  page,
  site,
  askToPair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const phone = await askToPair();
  const review = await openReview(page, phone.name);
  wire.cutAfter("device.pair.approve");
  await review.approve.click();
  await expect(review.alert).toContainText("the device is paired with what was shown");
  expect(await secondClient.paired(phone.deviceId)).toBeDefined();
  expect(wire.requests("device.pair.approve")).toHaveLength(1);
});

test("an approval that never reached the gateway is looked up, and not sent again", async ({
  page,
  site,
  askToPair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const phone = await askToPair();
  const review = await openReview(page, phone.name);
  const approval = wire.hold("device.pair.approve");
  await review.approve.click();
  await approval;
  wire.cut();
  await expect(review.alert).toContainText("the request is still waiting");
  expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
  expect(wire.requests("device.pair.approve")).toHaveLength(1);
});
