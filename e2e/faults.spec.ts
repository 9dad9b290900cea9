import type { Locator } from "@playwright/test";
import { z } from "zod";
import { GATEWAY_VERSIONS } from "./support/gateway-versions.ts";
import {
  connectionStatus,
  expectDevicesPage,
  openAction,
  openReview,
  pairedRow,
  pendingRow,
  pendingTable,
  signIn,
} from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import { refusal, Wire, type Frame, type Rewrite } from "./support/wire.ts";

/** Damage on the way between the page and the real gateway. */

const listPayload = z.object({ pending: z.array(z.unknown()), paired: z.array(z.unknown()) });
const helloPayload = z.looseObject({ policy: z.looseObject({ tickIntervalMs: z.number() }) });

/** Answers every sign-in as a gateway does that has not started yet. */
const notReadyFor =
  (retryAfterMs: number): Rewrite =>
  (frame, method) => {
    const error = { code: "UNAVAILABLE", message: "starting", retryable: true, retryAfterMs };
    return method === "connect" ? refusal(frame, error) : frame;
  };
const notReady = notReadyFor(60_000);

test("an unreadable entry costs that entry, and is counted", async ({
  page,
  site,
  askToPair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) => {
    if (method !== "device.pair.list") return frame;
    const { pending, paired } = listPayload.parse(frame.payload);
    return {
      ...frame,
      payload: { pending: [{ requestId: 7 }, ...pending], paired: [...paired, null, { deviceId: [] }] },
    };
  });
  const phone = await askToPair();
  await secondClient.list();
  await signIn(page, site);
  await expect(pendingRow(page, phone.name)).toBeVisible();
  await expect(pairedRow(page, "Second client")).toBeVisible();
  await expect(page.getByText("3 entries could not be read")).toBeVisible();
  await expect(pendingTable(page).getByRole("button")).toHaveCount(1);
});

test("a list that is no list is reported, and can be read again", async ({ page, site, secondClient }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "device.pair.list" ? { ...frame, payload: { pending: 1 } } : frame,
  );
  await secondClient.list();
  await signIn(page, site);
  await expect(page.getByRole("alert")).toContainText("could not be read");
  wire.rewrite(null);
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(pairedRow(page, "Second client")).toBeVisible();
});

test("frames that make no sense are counted and break nothing", async ({ page, site, askToPair }) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  wire.deliver("{ this is no JSON");
  wire.deliver("[]");
  wire.deliver('"text"');
  wire.deliver({ type: "event", event: "device.pair.requested", payload: { requestId: 7 } });
  const phone = await askToPair();
  await expect(pendingRow(page, phone.name)).toBeVisible();
  await expect(connectionStatus(page)).toHaveText(/^Connected/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  await expect(page.getByText(/4 messages .* could not be read/)).toBeVisible();
});

test("when events were lost the list is read again", async ({ page, site, askToPair }) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  await expect(page.getByText("Nobody is waiting")).toBeVisible();
  let isLost = false;
  wire.rewrite((frame) => {
    if (isLost || frame.event !== "device.pair.requested") return frame;
    isLost = true;
    return null;
  });
  const readings = wire.requests("device.pair.list").length;
  const unheard = await askToPair();
  await expect.poll(() => isLost).toBe(true);
  const heard = await askToPair();
  await expect(pendingRow(page, heard.name)).toBeVisible();
  await expect(pendingRow(page, unheard.name)).toBeVisible();
  expect(wire.requests("device.pair.list").length).toBeGreaterThan(readings);
});

test("a flood of requests while the list is read costs one reading", async ({ page, site }) => {
  const wire = await Wire.into(page);
  // Who comes and goes has the list read again: not here.
  wire.rewrite((frame) => (frame.event === "presence" ? { ...frame, event: "tick" } : frame));
  const flood = (name: string) => {
    for (let index = 0; index < 200; index += 1) {
      const id = `${name}-${index}`;
      wire.deliver({
        type: "event",
        event: "device.pair.requested",
        payload: {
          requestId: id,
          deviceId: id,
          displayName: id,
          role: "operator",
          scopes: [],
          ts: Date.now(),
        },
      });
    }
  };
  const first = wire.hold("device.pair.list");
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  const firstReading = await first;
  flood("early");
  firstReading.release();
  await expect(page.getByText("200 waiting for approval")).toBeVisible();
  expect(wire.requests("device.pair.list")).toHaveLength(1);

  // The gateway knows nothing of them, so the next reading is without them.
  const second = wire.hold("device.pair.list");
  await page.getByRole("button", { name: "Refresh" }).click();
  const secondReading = await second;
  flood("later");
  await expect(page.getByText("400 waiting for approval")).toBeVisible();
  secondReading.release();
  await expect(page.getByText("200 waiting for approval")).toBeVisible();
  // Of so many rows only those near the window are in the document; the count is of all, and of the header.
  await expect(pendingTable(page)).toHaveAttribute("aria-rowcount", "201");
  await expect(pendingRow(page, "later-0")).toBeVisible();
  await expect(pendingRow(page, "early-0")).toHaveCount(0);
  expect(wire.requests("device.pair.list")).toHaveLength(2);
});

test("an event does not make a list look younger than its last reading", async ({
  page,
  site,
  askToPair,
}) => {
  const wire = await Wire.into(page);
  const signedInAtMs = Date.now();
  await page.clock.setFixedTime(signedInAtMs);
  wire.rewrite((frame) => (frame.event === "presence" ? { ...frame, event: "tick" } : frame));
  await signIn(page, site);
  await expect(page.getByText("Nobody is waiting")).toBeVisible();
  await page.clock.setFixedTime(signedInAtMs + 3.5 * 60_000);
  const phone = await askToPair();
  await expect(pendingRow(page, phone.name)).toBeVisible();
  wire.rewrite(notReady);
  wire.cut();
  await expect(page.getByText(/This list is from \d\d:\d\d/)).toContainText("3 min ago");
});

test("a reading that the gateway refuses is not tried again by itself", async ({
  page,
  site,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "device.pair.list"
      ? refusal(frame, { code: "INVALID_REQUEST", message: "missing scope: operator.pairing" })
      : frame,
  );
  await secondClient.list();
  await signIn(page, site);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("missing scope: operator.pairing");
  // Ten of them in a row, and the gateway closes the socket.
  for (let count = 0; count < 10; count += 1) {
    wire.deliver({ type: "event", event: "device.pair.changed", payload: {} });
  }
  const { length } = wire.requests("device.pair.list");
  wire.rewrite((frame) => (frame.event === "presence" ? { ...frame, event: "tick" } : frame));
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(pairedRow(page, "Second client")).toBeVisible();
  expect(length).toBe(1);
  expect(wire.requests("device.pair.list")).toHaveLength(2);
});

test("what became of a write is read from its own gateway, also when the page is about another one by then", async ({
  page,
  site,
  pair,
  secondClient,
  startOwnSite,
  problems,
}) => {
  test.setTimeout(120_000);
  problems.expectGatewayAway();
  const other = await startOwnSite({ version: GATEWAY_VERSIONS.old, allowedOrigins: [site.origin] });
  const wire = await Wire.into(page, site.gateway.url);
  await signIn(page, site);
  const phone = await pair();
  const dialog = await openAction(page, phone.name, "Remove device…");
  const removal = wire.hold("device.pair.remove");
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await removal;
  // The connection breaks, and while the gateway is not ready the person goes to another one.
  wire.rewrite(notReadyFor(10_000));
  wire.cut();
  await expect.poll(() => wire.connections).toBe(2);
  await page.evaluate(() => (location.hash = "#/connect"));
  await expect(page.locator("form button[type=submit]")).toHaveText("Connect");
  wire.rewrite(null);
  // The dialog stands above the form, so nobody could click there.
  await typeBehind(page.getByLabel("Gateway URL"), other.gateway.url);
  await typeBehind(page.getByLabel("Token", { exact: true }), other.gateway.token);
  await page.locator("form").evaluate((form: HTMLFormElement) => form.requestSubmit());
  await expect(dialog.getByRole("alert")).toContainText("Not removed");
  await dialog.getByRole("button", { name: "Close", exact: true }).click();
  await expectDevicesPage(page);
  await expect(page.getByText(`0 waiting for approval`)).toBeVisible();
  expect(wire.requests("device.pair.remove")).toHaveLength(1);
  expect(await secondClient.paired(phone.deviceId)).toBeDefined();
});

/** Types into a field of the page that a dialog covers. */
async function typeBehind(field: Locator, text: string): Promise<void> {
  await field.evaluate((input: HTMLInputElement, value) => {
    // React looks for changes that it has not made itself.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
}

test("frames that arrive twice count once", async ({ page, site, askToPair, secondClient }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) => (method === "connect" ? frame : [frame, frame]));
  await signIn(page, site);
  const first = await askToPair();
  const second = await askToPair();
  await expect(pendingTable(page).getByRole("button")).toHaveCount(2);
  const review = await openReview(page, first.name);
  await review.approve.click();
  await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
  await review.close.click();
  await expect(pairedRow(page, first.name)).toHaveCount(1);
  await expect(pendingRow(page, second.name)).toBeVisible();
  expect((await secondClient.list()).pending.map(({ requestId }) => requestId)).toEqual([second.requestId]);
});

test("a request that arrives after its resolution is not shown for good", async ({
  page,
  site,
  askToPair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const late: Frame[] = [];
  wire.rewrite((frame) => {
    if (frame.event !== "device.pair.requested") return frame;
    late.push(frame);
    return null;
  });
  const phone = await askToPair();
  await secondClient.reject(phone.requestId);
  await expect.poll(() => late).toHaveLength(1);
  wire.rewrite(null);
  const seen = await askToPair();
  await expect(pendingRow(page, seen.name)).toBeVisible();
  for (const frame of late) wire.deliver(frame);
  await expect(pendingRow(page, phone.name)).toHaveCount(0);
});

test("a gateway that falls silent is given up, and the page comes back by itself", async ({
  page,
  site,
  askToPair,
}) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) => {
    if (wire.connections > 1) return frame;
    if (method !== "connect" || frame.ok !== true) return frame.event === "connect.challenge" ? frame : null;
    const hello = helloPayload.parse(frame.payload);
    return { ...frame, payload: { ...hello, policy: { ...hello.policy, tickIntervalMs: 500 } } };
  });
  const phone = await askToPair();
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  await expect.poll(() => wire.connections).toBe(2);
  await expectDevicesPage(page);
  await expect(pendingRow(page, phone.name)).toBeVisible();
});

test("an answer that never comes is given up, and the page says what is so now", async ({
  page,
  site,
  askToPair,
  secondClient,
}) => {
  await page.clock.install();
  const wire = await Wire.into(page);
  await signIn(page, site);
  const phone = await askToPair();
  const review = await openReview(page, phone.name);
  wire.rewrite((frame, method) => (method === "device.pair.approve" ? null : frame));
  await review.approve.click();
  await expect.poll(async () => (await secondClient.paired(phone.deviceId)) !== undefined).toBe(true);
  await page.clock.fastForward(31_000);
  await expect(review.dialog).toContainText("The gateway did not answer, but the device is paired");
  await review.close.click();
  expect(wire.requests("device.pair.approve")).toHaveLength(1);
  await expect(pairedRow(page, phone.name)).toHaveCount(1);
});

test("a gateway that is still starting is asked again", async ({ page, site }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) => {
    if (method !== "connect" || wire.connections > 2) return frame;
    return refusal(frame, {
      code: "UNAVAILABLE",
      message: "gateway starting; retry shortly",
      retryable: true,
      retryAfterMs: 500,
      details: { reason: "startup-sidecars" },
    });
  });
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  await expectDevicesPage(page);
  expect(wire.connections).toBe(3);
});

test("a cut connection is opened again, and the list is right", async ({
  page,
  site,
  askToPair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const phone = await askToPair();
  await expect(pendingRow(page, phone.name)).toBeVisible();
  wire.cut();
  await secondClient.approve(phone.requestId);
  await expect.poll(() => wire.connections).toBe(2);
  await expectDevicesPage(page);
  await expect(pairedRow(page, phone.name)).toBeVisible();
  await expect(pendingRow(page, phone.name)).toHaveCount(0);
});
