import type { Page } from "@playwright/test";
import { z } from "zod";
import { heapSnapshot } from "./support/heap.ts";
import { openAction, pairedRow } from "./support/panel.ts";
import { everythingInTheDocument, everythingStored } from "./support/secret-search.ts";
import { expect, test } from "./support/test.ts";

const rotated = z.object({
  ok: z.literal(true),
  payload: z.object({ token: z.string(), rotatedAtMs: z.number() }),
});

/** Waits for the reply to a rotation, on the wire: asking the page for the token would leave copies in the page. */
function tokenOnTheWire(page: Page): Promise<string> {
  return new Promise((resolve) => {
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        const reply = rotated.safeParse(JSON.parse(payload.toString()));
        if (reply.success) resolve(reply.data.payload.token);
      }),
    );
  });
}

/** How often `text` occurs in the page's whole JavaScript heap, garbage left out. */
async function countInHeap(page: Page, text: string): Promise<number> {
  return (await heapSnapshot(page)).split(text).length - 1;
}

test("a rotated token is nowhere once its dialog is closed @old-only", async ({
  page,
  site,
  pair,
  context,
}) => {
  const printed: string[] = [];
  page.on("console", (message) => printed.push(message.text()));
  const onTheWire = tokenOnTheWire(page);
  await context.grantPermissions(["clipboard-write"]);
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  const phone = await pair();
  await expect(pairedRow(page, phone.name)).toBeVisible();
  const devtools = await context.newCDPSession(page);

  const rotate = await openAction(page, phone.name, "Rotate token…");
  await rotate.getByRole("button", { name: "Rotate", exact: true }).click();
  const token = await onTheWire;
  const dialog = page.getByRole("dialog", { name: "New token" });
  await dialog.getByRole("button", { name: "Reveal" }).click();
  await dialog.getByRole("button", { name: "Copy token" }).click();
  await expect(dialog.getByText("Copied to the clipboard.")).toBeVisible();
  // The search can find it: now it is there, and only in the field and in the memory of what shows it.
  expect(await everythingInTheDocument(page)).toContain(token);
  expect(await page.content()).not.toContain(token);
  expect(await countInHeap(page, token)).toBeGreaterThan(0);

  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  // Later messages and lists take the place of the one that held it.
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(pairedRow(page, phone.name)).toBeVisible();

  expect(await everythingInTheDocument(page)).not.toContain(token);
  expect(await everythingStored(page)).not.toContain(token);
  const { entries } = await devtools.send("Page.getNavigationHistory");
  expect(JSON.stringify(entries) + page.url()).not.toContain(token);
  expect(printed.join("\n")).not.toContain(token);
  expect(await countInHeap(page, token)).toBe(0);
});
