import type { Page } from "@playwright/test";
import { FuzzWire, rowOf, shownRows } from "./support/fuzz-wire.ts";
import type { PageProblems } from "./support/page-problems.ts";
import { connectionStatus, expectDevicesPage, openReview, pendingRow, signIn } from "./support/panel.ts";
import type { SecondClient } from "./support/second-client.ts";
import { expect, test as base } from "./support/test.ts";

/**
 * Damaged frames between the page and the real gateway. `GATEHOUSE_FUZZ_SEED` repeats a run: a failure names its seed
 * and the frame. When frames come is up to the gateway, so a repeated run is alike, not the same.
 */

const SEED = Number(process.env["GATEHOUSE_FUZZ_SEED"] ?? 20_261_123);
const SHORT = { frames: 300, handshakes: 2 };
const LONG = { frames: 5_500, handshakes: 30 };
const LONG_TIMEOUT_MS = 20 * 60_000;

interface Watched {
  readonly page: Page;
  readonly wire: FuzzWire;
  readonly problems: PageProblems;
}

const test = base.extend<{ watched: Watched }>({
  watched: async ({ page, problems, secondClient }, use) => {
    // It pairs when it is first used, and would be a row that no damaged frame has spoken of.
    await secondClient.list();
    await use({ page, wire: await FuzzWire.into(page, SEED), problems });
  },
});

/** Whatever comes over the wire: the page stands, has thrown nothing, and shows nothing that nobody said. */
async function expectSound({ page, wire, problems }: Watched): Promise<void> {
  expect(problems.unexpected, wire.where).toEqual([]);
  await expect(page.getByRole("heading", { level: 1 }), wire.where).toHaveText(
    /^(?:Devices|Connect to a gateway)$/,
  );
  await expect(page.getByText(/has a fault|could not be loaded/), wire.where).toHaveCount(0);
  expect(
    (await shownRows(page)).filter((row) => !wire.isPossible(row)),
    wire.where,
  ).toEqual([]);
  expect(await page.evaluate(() => "isPolluted" in {}), wire.where).toBe(false);
}

/** The wire is whole again: the page comes back, by itself or by its own buttons, and shows what the gateway holds. */
async function expectRecovered({ page, wire }: Watched, secondClient: SecondClient): Promise<void> {
  wire.stop();
  // A pointer over the table holds new rows back.
  await page.mouse.move(2, 2);
  await expect(async () => {
    const retry = page.getByRole("button", { name: /^(?:Retry now|Connect)$/ });
    if (await retry.isVisible()) await retry.click();
    await expect(connectionStatus(page)).toHaveText(/^Connected/, { timeout: 5_000 });
    await page.getByRole("button", { name: "Refresh" }).click();
    const { pending, paired } = await secondClient.list();
    const held = [
      ...pending.map((entry) => rowOf("request", entry)),
      ...paired.map((entry) => rowOf("device", entry)),
    ];
    expect((await shownRows(page)).toSorted()).toEqual(held.toSorted());
  }, wire.where).toPass({ timeout: 60_000 });
}

/** Has the page read the list again and again, as a person with a nervous finger would. */
async function readOften(page: Page): Promise<void> {
  await page.evaluate(() =>
    setInterval(() => {
      for (const button of document.querySelectorAll("button"))
        if (button.textContent === "Refresh") button.click();
    }, 60),
  );
}

function report(wire: FuzzWire, what: string): void {
  const kinds = [...wire.counts].toSorted(([a], [b]) => a.localeCompare(b));
  const line = `${what}: seed ${wire.seed}, ${wire.delivered} damaged frames: ${kinds.map(([kind, count]) => `${kind} ${count}`).join(", ")}`;
  test.info().annotations.push({ type: "frames", description: line });
  process.stdout.write(`${line}\n`);
}

for (const [length, { frames, handshakes }] of [
  ["a short turn", SHORT],
  ["a long turn @long", LONG],
] as const) {
  const isLong = length.endsWith("@long");

  test(`damaged frames break nothing, ${length}`, async ({ watched, site, askToPair, secondClient }) => {
    if (isLong) test.setTimeout(LONG_TIMEOUT_MS);
    const { page, wire } = watched;
    await signIn(page, site);
    await readOften(page);
    // Playwright alone takes seconds for each of them.
    if (isLong) wire.deliverHuge();
    await expectSound(watched);

    for (let round = 0; wire.delivered < frames; round += 1) {
      wire.mode = "session";
      const phone = await askToPair({ name: `Phone ${round}` });
      const tablet = await askToPair({
        name: `Tablet ${round}`,
        scopes: ["operator.read", "operator.write"],
      });
      await expectSound(watched);
      await secondClient.reject(phone.requestId);
      await secondClient.approve(tablet.requestId);
      await tablet.enter();
      await expectSound(watched);
      await secondClient.remove(tablet.deviceId);
      await tablet.device.disconnect();
      if (round % 10 === 9) await expectRecovered(watched, secondClient);
    }
    await expectRecovered(watched, secondClient);
    await expectSound(watched);
    expect(wire.repeatedRequests, wire.where).toEqual([]);
    report(wire, test.info().project.name);
  });

  test(`damaged handshakes break nothing, ${length}`, async ({ watched, site, secondClient }) => {
    if (isLong) test.setTimeout(LONG_TIMEOUT_MS);
    const { page, wire } = watched;
    await page.goto(site.pageUrl);
    for (let round = 0; round < handshakes; round += 1) {
      wire.mode = "handshake";
      await page.goto("about:blank");
      await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
      await expect(connectionStatus(page), wire.where).not.toHaveText(/^Connecting/);
      await expectSound(watched);
      await expectRecovered(watched, secondClient);
    }
    expect(wire.repeatedRequests, wire.where).toEqual([]);
    report(wire, `${test.info().project.name}, handshakes`);
  });

  test.describe("from afar", () => {
    test.use({ remoteIp: "203.0.113.77" });

    // Waits between its tries, which takes minutes: never in `npm test`.
    test(`damaged refusals break nothing, ${length}${isLong ? "" : " @long"}`, async ({
      watched,
      site,
      secondClient,
    }) => {
      if (isLong) test.setTimeout(LONG_TIMEOUT_MS);
      const { page, wire } = watched;
      await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
      await expect(connectionStatus(page)).toHaveText(/^Waiting for approval/);
      for (let round = 0; round < handshakes * 2; round += 1) {
        wire.mode = "handshake";
        // It goes on asking, or was told something that makes it stop.
        await page.getByRole("button", { name: /^(?:Ask now|Connect)$/ }).click();
        await expectSound(watched);
        wire.stop();
        await expect(async () => {
          const connect = page.getByRole("button", { name: "Connect", exact: true });
          if (await connect.isVisible()) await connect.click();
          await expect(connectionStatus(page)).toHaveText(/^Waiting for approval/, { timeout: 2_000 });
        }, wire.where).toPass({ timeout: 60_000 });
      }
      const { pending } = await secondClient.list();
      for (const { requestId } of pending) await secondClient.approve(requestId);
      await expectRecovered(watched, secondClient);
      report(wire, `${test.info().project.name}, refusals`);
    });
  });

  test(`what is decided while frames are damaged is sent once, ${length}`, async ({
    watched,
    site,
    askToPair,
    secondClient,
  }) => {
    if (isLong) test.setTimeout(LONG_TIMEOUT_MS);
    const { page, wire } = watched;
    await signIn(page, site);
    for (let round = 0; round < (isLong ? 20 : 2); round += 1) {
      const phone = await askToPair();
      const tablet = await askToPair();
      for (const [device, verdict] of [
        [phone, "approve"],
        [tablet, "reject"],
      ] as const) {
        await expectRecovered(watched, secondClient);
        await expect(pendingRow(page, device.name)).toBeVisible();
        const review = await openReview(page, device.name);
        wire.mode = "session";
        await review[verdict].click();
        // Done, refused, changed meanwhile or unknown: it ends, and says how.
        await expect(review.status.or(review.alert).first(), wire.where).not.toBeEmpty({ timeout: 50_000 });
        wire.stop();
        await page.keyboard.press("Escape");
        await expect(review.dialog, wire.where).toBeHidden();
        const times = wire.timesSent(`device.pair.${verdict}`, { requestId: device.requestId });
        expect(times, wire.where).toBeLessThanOrEqual(1);
      }
      await expectRecovered(watched, secondClient);
      await expectSound(watched);
    }
    expect(wire.repeatedRequests, wire.where).toEqual([]);
    await expectDevicesPage(page);
    report(wire, `${test.info().project.name}, decisions`);
  });
}
