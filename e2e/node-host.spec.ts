import { z } from "zod";
import { createNodeHost, type NodeHost } from "./support/node-host.ts";
import { nodeDialog, openReview, reviewButton, step } from "./support/panel.ts";
import { expect, test as base } from "./support/test.ts";

const description = z.object({ connected: z.boolean(), commands: z.array(z.string()) });

/** A node host needs up to a minute until it knocks on a machine that is busy. */
const KNOCK_MS = 90_000;

const test = base.extend<{ nodeHost: NodeHost }>({
  nodeHost: async ({ site }, use, { title }) => {
    const host = await createNodeHost(site.gateway, "Workshop node");
    await use(host);
    await host.remove();
    expect(host.logs(), title).not.toBe("");
  },
});

test.setTimeout(300_000);

test("a real node host goes from its first knock to a command that ran on it, by clicks", async ({
  panel,
  site,
  nodeHost,
  secondClient,
}) => {
  const isOld = site.gateway.version.startsWith("2026.3");
  nodeHost.start();
  await expect(reviewButton(panel, nodeHost.name)).toBeVisible({ timeout: KNOCK_MS });
  const review = await openReview(panel, nodeHost.name);
  await review.understand.check();
  await review.approve.click();
  await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
  await expect(step(review.dialog, "Approve the device")).toContainText("Done");
  await expect(step(review.dialog, "Restart it")).toContainText("Doing");
  await expect(step(review.dialog, "Restart it").getByText("openclaw node restart")).toBeVisible();
  await expect(step(review.dialog, "Approve its commands")).toContainText(isOld ? "Not needed" : "To do");

  await nodeHost.stop();
  nodeHost.start();
  await expect(step(review.dialog, "Restart it")).toContainText("Done", { timeout: KNOCK_MS });
  let { dialog } = review;
  if (!isOld) {
    await expect(step(dialog, "Approve its commands")).toContainText("Doing");
    await expect(step(dialog, "It is there")).toContainText("To do");
    await dialog.getByRole("button", { name: `Review commands of ${nodeHost.name}` }).click();
    const commands = nodeDialog(panel);
    await expect(commands.dialog.getByRole("list", { name: "Run programs" })).toContainText(
      "Run any program as the user that the node runs as",
    );
    await expect(commands.dialog).toContainText("This browser has that");
    await expect(commands.dialog).not.toContainText("Unknown command");
    await commands.approve.click();
    await expect(commands.status.filter({ hasText: `Approved: ${nodeHost.name}` })).toBeVisible();
    // Nobody has set a rule on it, and this one ran a program without asking when that was tried.
    await expect(commands.dialog).toContainText("Asks nobody");
    await expect(commands.dialog).toContainText("No rule is set on it");
    ({ dialog } = commands);
  }
  await expect(step(dialog, "It is there")).toContainText("Done");
  await dialog.getByRole("button", { name: "Try it" }).click();
  await expect(step(dialog, "Try it")).toContainText("It has answered");

  const { paired } = await secondClient.list();
  const nodeId = paired.find(({ displayName }) => displayName === nodeHost.name)?.deviceId ?? "";
  const described = description.parse(await secondClient.request("node.describe", { nodeId }));
  expect(described.connected).toBe(true);
  expect(described.commands).toEqual(expect.arrayContaining(["system.run", "system.which"]));
  await dialog.getByRole("button", { name: "Close" }).click();
  await panel.goto(`${site.pageUrl}#/devices/${nodeId}`);
  await expect(step(panel.getByRole("main"), "It is there")).toContainText("Done");

  // Nodes of 2026.3 ask first.
  if (isOld) return;
  await panel.goto(`${site.pageUrl}#/review?show=suggestions`);
  const suggestions = panel.getByRole("table", { name: "Suggestions" });
  const asked = suggestions.getByRole("row").filter({ hasText: nodeHost.name });
  await expect(asked.filter({ hasText: "may run any program without asking" })).toContainText(
    "No rule is set on it",
  );
});
