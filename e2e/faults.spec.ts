import { z } from "zod";
import {
  connectionStatus,
  expectDevicesPage,
  openReview,
  pairedRow,
  pendingRow,
  pendingTable,
  signIn,
} from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import { Wire, type Frame } from "./support/wire.ts";

/** Damage on the way between the page and the real gateway. */

const listPayload = z.object({ pending: z.array(z.unknown()), paired: z.array(z.unknown()) });
const helloPayload = z.looseObject({ policy: z.looseObject({ tickIntervalMs: z.number() }) });

function requestsOf(wire: Wire, method: string): readonly Frame[] {
  return wire.sent.filter((frame) => frame.method === method);
}

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
  const readings = requestsOf(wire, "device.pair.list").length;
  const unheard = await askToPair();
  await expect.poll(() => isLost).toBe(true);
  const heard = await askToPair();
  await expect(pendingRow(page, heard.name)).toBeVisible();
  await expect(pendingRow(page, unheard.name)).toBeVisible();
  expect(requestsOf(wire, "device.pair.list").length).toBeGreaterThan(readings);
});

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
  await expect(review.dialog).toContainText("No answer came from the gateway, but the device is paired");
  await review.close.click();
  expect(requestsOf(wire, "device.pair.approve")).toHaveLength(1);
  await expect(pairedRow(page, phone.name)).toHaveCount(1);
});

test("a gateway that is still starting is asked again", async ({ page, site }) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) => {
    if (method !== "connect" || wire.connections > 2) return frame;
    return {
      type: "res",
      id: frame.id,
      ok: false,
      error: {
        code: "UNAVAILABLE",
        message: "gateway starting; retry shortly",
        retryable: true,
        retryAfterMs: 500,
        details: { reason: "startup-sidecars" },
      },
    };
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
