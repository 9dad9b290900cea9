import { z } from "zod";
import { nodeDialog, nodeTable, openAction, openNodeReview, pairedRow, signIn } from "./support/panel.ts";
import { pairNode, type SimulatedNode } from "./support/simulated-node.ts";
import { expect, test as base } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

const HARMLESS = ["system.notify"];
const MORE = ["system.notify", "system.run"];

const hello = z.looseObject({ auth: z.looseObject({}) });

const test = base.extend<{ node: SimulatedNode }>({
  node: async ({ site, secondClient }, use) => {
    const node = await pairNode(site.gateway, secondClient);
    await use(node);
    await node.leave();
    // On 2026.6.11 a request outlives its device.
    const requestId = await node.requestId();
    if (requestId !== undefined) await secondClient.request("node.pair.reject", { requestId });
  },
});

// 2026.3.13 holds no commands back.
test.describe("commands of nodes", { tag: "@not-old" }, () => {
  test("are shown in plain words, and approved as shown", async ({ panel, node }) => {
    await expect(nodeTable(panel)).toHaveCount(0);
    await node.offer(MORE);
    await expect(nodeTable(panel)).toContainText("Run any program as the user that the node runs as");
    const review = await openNodeReview(panel, node.name);
    await expect(review.dialog).toContainText("offers agents 2 commands");
    await expect(review.dialog).toContainText("Show a notification on it");
    await expect(review.dialog).toContainText("operator.admin (everything: settings, devices, updates)");
    await expect(review.dialog).toContainText("The gateway cannot ask the node for it now");
    await review.approve.click();
    await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
    await expect(panel.locator(":focus")).toContainText("Approved");
    expect((await node.approved())?.toSorted()).toEqual(MORE);
    await review.close.click();
    await expect(nodeTable(panel)).toHaveCount(0);
  });

  test("that are rejected stay unavailable, and what was approved before stays", async ({ panel, node }) => {
    await node.offer(HARMLESS);
    const first = await openNodeReview(panel, node.name);
    await first.approve.click();
    await expect(first.status.filter({ hasText: "Approved" })).toBeVisible();
    await first.close.click();
    await node.offer(MORE);
    const second = await openNodeReview(panel, node.name);
    await expect(second.dialog).toContainText("offers agents 1 command more than were approved");
    await expect(second.dialog.getByRole("listitem").filter({ hasText: "system.run" })).toContainText("new:");
    await expect(second.dialog.getByRole("listitem").filter({ hasText: "system.notify" })).toContainText(
      "approved before:",
    );
    await second.reject.click();
    await expect(second.status.filter({ hasText: "Rejected" })).toBeVisible();
    expect(await node.approved()).toEqual(HARMLESS);
    expect(await node.requestId()).toBeUndefined();
  });

  test("that are widened while they are on the screen are not approved", async ({ panel, node }) => {
    await node.offer(HARMLESS);
    const review = await openNodeReview(panel, node.name);
    await node.offer(MORE);
    await expect(review.alert).toContainText("no longer waiting");
    await expect(review.approve).toBeDisabled();
    expect(await node.approved()).toBeUndefined();
    await review.alert.getByRole("button", { name: "Review what it asks now" }).click();
    await expect(review.alert).toHaveCount(0);
    await expect(review.dialog).toContainText("system.run");
    await expect(review.approve).toBeEnabled();
  });

  test("that are widened at the last moment are not approved", async ({ page, site, node }) => {
    const wire = await Wire.into(page);
    await signIn(page, site);
    await node.offer(HARMLESS);
    const review = await openNodeReview(page, node.name);
    const approval = wire.hold("node.pair.approve");
    await review.approve.click();
    const { release } = await approval;
    await node.offer(MORE);
    release();
    await expect(review.alert.first()).toContainText(/is gone|no longer waiting/);
    await expect(review.dialog).not.toContainText("Approved");
    expect(await node.approved()).toBeUndefined();
    expect(wire.requests("node.pair.approve")).toHaveLength(1);
  });

  for (const verdict of ["approve", "reject"] as const) {
    test(`that somebody else has decided (${verdict}) cannot be decided any more`, async ({
      panel,
      node,
      secondClient,
    }) => {
      await node.offer(HARMLESS);
      const review = await openNodeReview(panel, node.name);
      await secondClient.request(`node.pair.${verdict}`, { requestId: await node.requestId() });
      await expect(review.alert).toContainText("no longer waiting");
      await expect(review.approve).toBeDisabled();
      await expect(review.reject).toBeDisabled();
      await review.close.click();
      await expect(nodeTable(panel)).toHaveCount(0);
    });
  }

  test("that are approved without an answer are looked up, and approved once", async ({
    page,
    site,
    node,
  }) => {
    const wire = await Wire.into(page);
    await signIn(page, site);
    await node.offer(HARMLESS);
    const review = await openNodeReview(page, node.name);
    wire.cutAfter("node.pair.approve");
    await review.approve.click();
    await expect(review.alert.filter({ hasText: "exactly what was shown is approved" })).toBeVisible();
    expect(await node.approved()).toEqual(HARMLESS);
    expect(wire.requests("node.pair.approve")).toHaveLength(1);
  });

  test("whose rejection is lost while somebody else approves can be taken back at once", async ({
    page,
    site,
    node,
    secondClient,
  }) => {
    const wire = await Wire.into(page);
    await signIn(page, site);
    await node.offer(MORE);
    const review = await openNodeReview(page, node.name);
    const rejection = wire.hold("node.pair.reject");
    await review.reject.click();
    await rejection;
    await secondClient.request("node.pair.approve", { requestId: await node.requestId() });
    wire.cut();
    await expect(review.alert).toContainText("Not rejected: it was approved");
    await review.alert.getByRole("button", { name: "Remove node role now" }).click();
    await expect(review.status.filter({ hasText: "Removed" })).toBeVisible();
    expect(await node.approved()).toBeUndefined();
  });

  test("more than was shown is told in red", async ({ page, site, node }) => {
    const wire = await Wire.into(page);
    await signIn(page, site);
    await node.offer(HARMLESS);
    const review = await openNodeReview(page, node.name);
    wire.rewrite((frame, method) =>
      method === "node.pair.approve"
        ? { ...frame, payload: { node: { nodeId: node.nodeId, commands: MORE } } }
        : frame,
    );
    await review.approve.click();
    await expect(review.alert).toContainText("More was approved than was shown to you");
    await expect(review.alert).toContainText("system.run");
  });

  test("names of commands show their hidden characters", async ({ page, site, node }) => {
    const wire = await Wire.into(page);
    wire.rewrite((frame, method) =>
      method === "node.pair.list"
        ? {
            ...frame,
            payload: {
              pending: [
                {
                  requestId: "r",
                  nodeId: node.nodeId,
                  commands: ["system.\u202enur", "<img src=x>"],
                  ts: Date.now(),
                },
              ],
              paired: [],
            },
          }
        : frame,
    );
    await signIn(page, site);
    const review = await openNodeReview(page, node.name);
    await expect(review.dialog.getByRole("list", { name: "Not known to this page" })).toContainText(
      "<img src=x>",
    );
    expect(await review.dialog.innerText()).not.toContain("\u202e");
  });

  test("that need a right which this browser lacks can only be rejected here", async ({
    page,
    site,
    node,
  }) => {
    const wire = await Wire.into(page);
    wire.rewrite((frame, method) => {
      const answer = method === "connect" ? hello.safeParse(frame.payload).data : undefined;
      if (!answer) return frame;
      const scopes = ["operator.pairing", "operator.read", "operator.write"];
      return { ...frame, payload: { ...answer, auth: { ...answer.auth, scopes } } };
    });
    await node.offer(MORE);
    await signIn(page, site);
    const review = await openNodeReview(page, node.name);
    await expect(review.status.filter({ hasText: "may not approve these commands" })).toContainText(
      "operator.admin",
    );
    await expect(review.approve).toBeDisabled();
    await review.reject.click();
    await expect(review.status.filter({ hasText: "Rejected" })).toBeVisible();
    expect(await node.approved()).toBeUndefined();
  });

  test("are reviewed by keyboard alone", async ({ panel, node }) => {
    await node.offer(MORE);
    await expect(nodeTable(panel)).toBeVisible();
    await nodeTable(panel)
      .getByRole("button", { name: `Review commands of ${node.name}` })
      .focus();
    await panel.keyboard.press("Enter");
    const review = nodeDialog(panel);
    await expect(review.dialog).toBeVisible();
    await panel.keyboard.press("Escape");
    await expect(review.dialog).toHaveCount(0);
    await expect(panel.locator(":focus")).toHaveAccessibleName(`Review commands of ${node.name}`);
  });
});

test(
  "a device with two roles can lose the node role alone",
  { tag: "@not-old" },
  async ({ panel, site, node, secondClient }) => {
    await node.offer(HARMLESS);
    await secondClient.request("node.pair.approve", { requestId: await node.requestId() });
    await secondClient.approve(await node.askAsOperator());
    await panel.goto(site.pageUrl);
    const dialog = await openAction(panel, node.name, "Remove node role…");
    await expect(dialog).toContainText("Its other roles stay");
    await dialog.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(dialog.getByRole("status").filter({ hasText: "still paired" })).toBeVisible();
    expect((await secondClient.paired(node.nodeId))?.roles).toEqual(["operator"]);
    await dialog.getByRole("button", { name: "Close" }).click();
    await panel.getByRole("button", { name: `Actions for ${node.name}` }).click();
    await expect(panel.getByRole("menuitem", { name: "Remove device…" })).toBeVisible();
    await expect(panel.getByRole("menuitem", { name: "Remove node role…" })).toHaveCount(0);
    await expect(pairedRow(panel, node.name)).toBeVisible();
  },
);

test(
  "an old gateway’s list of nodes is shown as what it is, and its tokens nowhere",
  { tag: "@old-only" },
  async ({ page, site, secondClient }) => {
    const wire = await Wire.into(page);
    const answers: string[] = [];
    wire.rewrite((frame, method) => {
      if (method?.startsWith("node.pair.")) answers.push(JSON.stringify(frame));
      return frame;
    });
    await signIn(page, site);
    await secondClient.request("node.pair.request", {
      nodeId: "old-node",
      displayName: "Old node",
      commands: MORE,
    });
    const review = await openNodeReview(page, "Old node");
    await expect(review.dialog).toContainText("This gateway does not hold commands back");
    await expect(review.dialog).toContainText("The gateway does not say which right it needs");
    await review.approve.click();
    await expect(review.status.filter({ hasText: "Approved: Old node" })).toBeVisible();
    const token = /"token":"([^"]+)"/.exec(answers.join("\n"))?.[1] ?? "";
    expect(token).not.toBe("");
    expect(await page.content()).not.toContain(token);
    await review.close.click();
    await expect(nodeTable(page)).toHaveCount(0);
  },
);
