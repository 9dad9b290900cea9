import type { Page } from "@playwright/test";
import { z } from "zod";
import { expectDevicesPage, signIn } from "./support/panel.ts";
import { wordsOf } from "./support/posix.ts";
import type { SecondClient } from "./support/second-client.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

const accepted = z.object({ status: z.literal("accepted"), id: z.string() });

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

async function deny(client: SecondClient, id: string, kind = "exec"): Promise<void> {
  await client.request(`${kind}.approval.resolve`, { id, decision: "deny" });
}

function notice(page: Page) {
  return page.getByRole("region", { name: "Waiting for an answer" });
}

test("a command that an agent waits to run is shown on every page, with where to answer it", async ({
  panel,
  site,
  secondClient,
}) => {
  test.setTimeout(120_000);
  await ask(secondClient, {
    command: "rm -rf /tmp/build",
    cwd: "/home/ada",
    agentId: "main",
    host: "gateway",
  });
  for (const place of ["Devices", "Settings", "Troubleshoot"]) {
    await panel.getByRole("link", { name: place, exact: true }).click();
    await expect(notice(panel)).toContainText("rm -rf /tmp/build");
  }
  await expect(notice(panel).getByRole("listitem")).toContainText(
    /agent main on the gateway’s host in \/home\/ada · [01]:\d\d left/,
  );
  await expect(notice(panel).getByRole("link", { name: "Control UI" })).toHaveAttribute(
    "href",
    `${site.gateway.httpUrl}/`,
  );
  await notice(panel).getByText("What can be done").click();
  const command = await notice(panel).locator("code").last().innerText();
  const { code, stderr } = await site.gateway.cli(wordsOf(command));
  expect(code, stderr).toBe(0);
  await expect(notice(panel)).toHaveCount(0);
});

test("what was answered elsewhere goes, and so does what nobody answered in time", async ({
  panel,
  secondClient,
}) => {
  const answered = await ask(secondClient, { command: "first" });
  await ask(secondClient, { command: "second", timeoutMs: 5_000 });
  await expect(notice(panel)).toContainText("2 requests");
  await deny(secondClient, answered);
  await expect(notice(panel)).toContainText("An agent waits");
  await expect(notice(panel)).toContainText("second");
  await expect(notice(panel)).toHaveCount(0);
});

test("a hostile command shows for what it is", async ({ page, site, secondClient }) => {
  const hostile = `echo \u202egpj.exe\u200b\nrm -rf / # ${"A".repeat(10_000)}`;
  const wire = await Wire.into(page);
  // Gateways write out most of what cannot be seen; here it comes as the agent wrote it.
  wire.rewrite((frame) => {
    if (frame.event !== "exec.approval.requested") return frame;
    const { request, ...payload } = z.looseObject({ request: z.looseObject({}) }).parse(frame.payload);
    return { ...frame, payload: { ...payload, request: { ...request, command: hostile, agentId: hostile } } };
  });
  await signIn(page, site);
  const id = await ask(secondClient, { command: "ls" });
  await expect(notice(page)).toContainText("rm -rf /");
  const text = await notice(page).getByRole("listitem").innerText();
  expect(text).not.toMatch(/[\u202e\u200b]/);
  expect(text.length).toBeLessThan(400);
  await expect(
    notice(page)
      .getByTitle(/right-to-left override/i)
      .first(),
  ).toBeVisible();
  await deny(secondClient, id);
  await expect(notice(page)).toHaveCount(0);
});

test("a lost connection says nothing of what waits, and what still waits is read again where it can be", async ({
  page,
  site,
  secondClient,
}) => {
  const hasLists = !site.gateway.version.startsWith("2026.3");
  const wire = await Wire.into(page);
  await signIn(page, site);
  const id = await ask(secondClient, { command: "rm -rf /tmp/build" });
  await expect(notice(page)).toContainText("rm -rf /tmp/build");
  wire.cut();
  await expect.poll(() => wire.connections).toBe(2);
  await expectDevicesPage(page);
  await expect(notice(page)).toHaveCount(hasLists ? 1 : 0);
  await deny(secondClient, id);
  await expect(notice(page)).toHaveCount(0);
});

test(
  "what waited before the page was opened is shown, whoever asks",
  { tag: "@new-only" },
  async ({ panel, secondClient }) => {
    const command = await ask(secondClient, { command: "make deploy" });
    const plugin = await ask(
      secondClient,
      { pluginId: "mailer", title: "Send a message", description: "To everybody", agentId: "main" },
      "plugin",
    );
    await panel.reload();
    await expect(notice(panel)).toContainText("make deploy");
    await expect(notice(panel)).toContainText("Send a message: To everybody");
    await deny(secondClient, command);
    await deny(secondClient, plugin, "plugin");
    await expect(notice(panel)).toHaveCount(0);
  },
);
