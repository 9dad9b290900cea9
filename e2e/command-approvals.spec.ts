import type { Page } from "@playwright/test";
import { z } from "zod";
import { expectDevicesPage, signIn } from "./support/panel.ts";
import { wordsOf } from "./support/posix.ts";
import type { SecondClient } from "./support/second-client.ts";
import type { Site } from "./support/site.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

const accepted = z.object({ status: z.literal("accepted"), id: z.string() });
const decided = z.object({ decision: z.nullable(z.string()) });

/** Has something wait for a yes or no, as an agent's tools do. @returns its id */
async function ask(client: SecondClient, what: Record<string, unknown>, kind = "exec"): Promise<string> {
  const reply = await client.request(`${kind}.approval.request`, {
    timeoutMs: 60_000,
    twoPhase: true,
    ...what,
  });
  // The gateway waits, since it takes the page for somebody who answers.
  return accepted.parse(reply).id;
}

async function resolve(client: SecondClient, id: string, decision = "deny", kind = "exec"): Promise<void> {
  await client.request(`${kind}.approval.resolve`, { id, decision });
}

/** What the agent is told; it waits until somebody has answered. */
async function decisionOf(client: SecondClient, id: string): Promise<string | null> {
  return decided.parse(await client.request("exec.approval.waitDecision", { id })).decision;
}

function bar(page: Page) {
  return page.getByRole("region", { name: "Waiting for an answer" });
}

function table(page: Page) {
  return page.getByRole("table", { name: "Command approvals" });
}

/** Opens the dialog for a command, by its first words. */
async function review(page: Page, firstWords: string) {
  await table(page)
    .getByRole("button", { name: `Review command ${firstWords}` })
    .click();
  const dialog = page.getByRole("dialog", { name: "Review command" });
  await expect(dialog).toBeVisible();
  const button = (name: string) => dialog.getByRole("button", { name, exact: true });
  return {
    dialog,
    once: button("Allow once"),
    always: button("Always allow"),
    deny: button("Deny"),
    close: button("Close"),
    status: dialog.getByRole("status"),
    alert: dialog.getByRole("alert"),
  };
}

/** 2026.3.13 has no list, keeps no history, and has one method for each kind. */
function isOld(site: Site): boolean {
  return site.gateway.version.startsWith("2026.3");
}

function resolveMethod(site: Site): string {
  return isOld(site) ? "exec.approval.resolve" : "approval.resolve";
}

const RM = {
  command: "rm -rf /tmp/build",
  cwd: "/home/ada",
  agentId: "main",
  sessionKey: "agent:main:main",
  host: "gateway",
  security: "allowlist",
  ask: "on-miss",
};

test("a command waits on every page, says what it is, and is allowed once", async ({
  panel,
  secondClient,
}) => {
  const id = await ask(secondClient, RM);
  for (const place of ["Devices", "Settings", "Troubleshoot", "Activity"]) {
    await panel.getByRole("link", { name: place, exact: true }).click();
    await expect(bar(panel)).toContainText("An agent waits for your answer");
    await expect(table(panel).getByRole("row", { name: /rm -rf \/tmp\/build/ })).toContainText(
      /agent main on the gateway’s host in \/home\/ada\s*[01]:\d\d left/,
    );
  }
  const { dialog, once, status, close } = await review(panel, "rm -rf /tmp/build");
  for (const fact of [
    "rm -rf /tmp/build",
    "/home/ada",
    "agent main",
    "agent:main:main",
    "on the gateway’s host",
  ])
    await expect(dialog).toContainText(fact);
  await expect(dialog).toContainText("No rule of this agent allows the command yet.");
  await expect(dialog).toContainText(/[01]:\d\d left/);
  const decision = decisionOf(secondClient, id);
  await once.click();
  await expect(status.filter({ hasText: "Allowed once" })).toBeVisible();
  expect(await decision).toBe("allow-once");
  await close.click();
  await expect(bar(panel)).toHaveCount(0);
});

test("a command is denied by the keyboard alone", async ({ panel, secondClient }) => {
  const id = await ask(secondClient, RM);
  const decision = decisionOf(secondClient, id);
  await table(panel).getByRole("button", { name: "Review command rm" }).focus();
  await panel.keyboard.press("Enter");
  const dialog = panel.getByRole("dialog", { name: "Review command" });
  await expect(dialog.locator("code")).toContainText("rm -rf");
  const deny = dialog.getByRole("button", { name: "Deny" });
  // Past the command, which can be scrolled, and "Close".
  for (let presses = 0; presses < 4 && (await deny.and(panel.locator(":focus")).count()) === 0; presses += 1)
    await panel.keyboard.press("Tab");
  await expect(deny).toBeFocused();
  await panel.keyboard.press("Enter");
  await expect(dialog.getByRole("status").filter({ hasText: "Denied" })).toBeVisible();
  expect(await decision).toBe("deny");
  await panel.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("“always” says before the click what it will match", async ({ panel, site, secondClient }) => {
  const id = await ask(secondClient, RM);
  const decision = decisionOf(secondClient, id);
  const { dialog, always, status, close } = await review(panel, "rm");
  const rule = isOld(site)
    ? /with any arguments and in any folder/
    : /with the same arguments in the same folder/;
  await expect(dialog).toContainText(rule);
  await always.click();
  await expect(status.filter({ hasText: "Always allowed" })).toContainText(rule);
  expect(await decision).toBe("allow-always");
  await close.click();
});

test(
  "“always” is not offered where the gateway makes no rule",
  { tag: "@new-only" },
  async ({ panel, secondClient }) => {
    const id = await ask(secondClient, { ...RM, ask: "always" });
    const { dialog, always, once, deny } = await review(panel, "rm");
    await expect(dialog).toContainText("the gateway makes no rule");
    await expect(always).toBeDisabled();
    await expect(once).toBeEnabled();
    await deny.click();
    expect(await decisionOf(secondClient, id)).toBe("deny");
  },
);

test("an answer from elsewhere is told in the open dialog", async ({ panel, secondClient }) => {
  const id = await ask(secondClient, RM);
  const { status, once, always, deny } = await review(panel, "rm");
  await resolve(secondClient, id, "allow-once");
  await expect(status.filter({ hasText: "Somebody else was faster" })).toContainText(
    "Allowed once by Second client",
  );
  for (const button of [once, always, deny]) await expect(button).toBeDisabled();
});

test("who loses the race learns what was decided", async ({ page, site, secondClient }) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const id = await ask(secondClient, RM);
  const { alert, once } = await review(page, "rm");
  const held = wire.hold(resolveMethod(site));
  await once.click();
  const { release } = await held;
  await resolve(secondClient, id, "deny");
  release();
  await expect(alert).toContainText("Somebody else was faster");
  await expect(alert).toContainText("Denied by Second client");
  await expect(alert).toContainText("Your answer changed nothing");
});

test("time that is over is told, and nothing can be answered any more", async ({ panel, secondClient }) => {
  const id = await ask(secondClient, { ...RM, timeoutMs: 4_000 });
  const decision = decisionOf(secondClient, id);
  const { dialog, once, deny } = await review(panel, "rm");
  await expect(dialog.getByRole("status")).toContainText(/Nobody answered in time|Ended without an answer/);
  for (const button of [once, deny]) await expect(button).toBeDisabled();
  expect(await decision).toBeNull();
  await expect(bar(panel)).toHaveCount(0);
});

test("the same id for another command is never answered unseen", async ({ page, site, secondClient }) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const id = await ask(secondClient, { ...RM, command: "ls" });
  const { dialog, alert, once, deny } = await review(page, "ls");
  // 2026.3.13 lets an asker use an id again 15 seconds after it ended.
  wire.deliver({
    type: "event",
    event: "exec.approval.requested",
    payload: { id, request: { command: "rm -rf /" }, createdAtMs: 1, expiresAtMs: Date.now() + 60_000 },
  });
  await expect(alert).toContainText("Something else waits under the same id now");
  for (const button of [once, deny]) await expect(button).toBeDisabled();
  await alert.getByRole("button", { name: "Review what it asks now" }).click();
  await expect(dialog).toContainText("rm -rf /");
  await expect(once).toBeEnabled();
  expect(wire.requests(resolveMethod(site))).toHaveLength(0);
  await resolve(secondClient, id);
});

test("an answer that is lost on the way is looked up, and never sent twice", async ({
  page,
  site,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const id = await ask(secondClient, RM);
  const decision = decisionOf(secondClient, id);
  const { dialog, once } = await review(page, "rm");
  wire.cutAfter(resolveMethod(site));
  await once.click();
  await expect(dialog).toContainText(isOld(site) ? "Outcome unknown" : "Allowed once");
  expect(await decision).toBe("allow-once");
  expect(wire.requests(resolveMethod(site))).toHaveLength(1);
});

test("a hostile command shows for what it is, in the row and whole in the dialog", async ({
  page,
  site,
  secondClient,
}) => {
  const hostile = `echo \u202egpj.exe\u200b${" ".repeat(300)}\n\n\nrm -rf / # ${"A".repeat(10_000)} END`;
  const wire = await Wire.into(page);
  // Gateways write out most of what cannot be seen; here it comes as the agent wrote it.
  wire.rewrite((frame) => {
    if (frame.event !== "exec.approval.requested") return frame;
    const { request, ...payload } = z.looseObject({ request: z.looseObject({}) }).parse(frame.payload);
    const change = { command: hostile, agentId: hostile, cwd: hostile, warningText: hostile };
    return { ...frame, payload: { ...payload, request: { ...request, ...change } } };
  });
  await signIn(page, site);
  const id = await ask(secondClient, { command: "ls" });
  await expect(table(page)).toContainText("echo");
  const row = await table(page).innerText();
  expect(row).not.toMatch(/[\u202e\u200b]/);
  expect(row.length).toBeLessThan(600);
  const { dialog } = await review(page, "echo [RLO]gpj.exe");
  const text = await dialog.innerText();
  expect(text).not.toMatch(/[\u202e\u200b]/);
  for (const part of ["RLO", "ZWSP", "300 spaces", "LF ×3", "rm -rf /", " END"]) expect(text).toContain(part);
  await resolve(secondClient, id);
});

test(
  "a command that is too long to be shown whole can only be denied",
  { tag: "@old-only" },
  async ({ panel, secondClient }) => {
    await ask(secondClient, { command: `echo ${"A".repeat(20_000)}` });
    const { dialog, once, always, deny, status } = await review(panel, "echo A");
    await expect(dialog).toContainText("too long to be shown whole");
    await expect(once).toBeDisabled();
    await expect(always).toBeDisabled();
    await deny.click();
    await expect(status.filter({ hasText: "Denied" })).toBeVisible();
  },
);

test("answering can be turned off, and what waits stays in sight with where to answer it", async ({
  panel,
  site,
  secondClient,
}) => {
  test.setTimeout(120_000);
  await panel.getByRole("link", { name: "Settings", exact: true }).click();
  await panel.getByRole("switch", { name: "Answer commands of agents here" }).uncheck();
  await ask(secondClient, RM);
  await expect(bar(panel)).toContainText("answering here is turned off");
  await expect(table(panel)).toContainText("rm -rf /tmp/build");
  await expect(panel.getByRole("button", { name: /^Review command/ })).toHaveCount(0);
  await expect(bar(panel).getByRole("link", { name: "Control UI" })).toHaveAttribute(
    "href",
    `${site.gateway.httpUrl}/`,
  );
  await bar(panel).getByText("In a terminal", { exact: true }).click();
  const command = await bar(panel).locator("code").last().innerText();
  const { code, stderr } = await site.gateway.cli(wordsOf(command));
  expect(code, stderr).toBe(0);
  await expect(bar(panel)).toHaveCount(0);
});

test("a lost connection says nothing of what waits, and what still waits is read again where it can be", async ({
  page,
  site,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const id = await ask(secondClient, RM);
  await expect(table(page)).toContainText("rm -rf /tmp/build");
  wire.cut();
  await expect.poll(() => wire.connections).toBe(2);
  await expectDevicesPage(page);
  await expect(bar(page)).toHaveCount(isOld(site) ? 0 : 1);
  await resolve(secondClient, id);
  await expect(bar(page)).toHaveCount(0);
});

test(
  "a gateway without a list is said to have none",
  { tag: "@old-only" },
  async ({ panel, secondClient }) => {
    const id = await ask(secondClient, RM);
    await expect(bar(panel)).toContainText("what came before this page was open");
    await resolve(secondClient, id);
  },
);

test(
  "what waited before the page was opened is shown and answered, whoever asks, and the gateway’s history tells of it",
  {
    tag: "@new-only",
  },
  async ({ panel, secondClient }) => {
    const command = await ask(secondClient, { ...RM, command: "make deploy" });
    const what = {
      pluginId: "mailer",
      title: "Send a message",
      description: "To everybody",
      agentId: "main",
    };
    await ask(secondClient, what, "plugin");
    await panel.reload();
    await expect(bar(panel)).toContainText("2 requests of agents wait");
    const { dialog, once, status, close } = await review(panel, "Send a message");
    for (const fact of ["To everybody", "mailer", "The plugin itself decides"])
      await expect(dialog).toContainText(fact);
    await once.click();
    await expect(status.filter({ hasText: "Allowed once" })).toBeVisible();
    await close.click();
    await resolve(secondClient, command);
    await expect(bar(panel)).toHaveCount(0);
    await panel.getByRole("link", { name: "Activity", exact: true }).click();
    const history = panel.getByRole("table", { name: "Command decisions" });
    await expect(history.getByRole("row", { name: /Send a message/ })).toContainText(
      /Allowed once\s*by this browser/,
    );
    await expect(history.getByRole("row", { name: /make deploy/ })).toContainText(
      /Denied\s*by Second client/,
    );
  },
);
