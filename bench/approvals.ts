import type { CDPSession, Page } from "@playwright/test";
import { z } from "zod";
import { askToPair } from "../e2e/support/asking-device.ts";
import { reviewButton, reviewDialog } from "../e2e/support/panel.ts";
import type { RunningGateway } from "../sandbox/gateway.ts";
import { gatewayMs, type WireFrame } from "./gateway-time.ts";
import { settle } from "./main-thread.ts";
import { readMark } from "./page-probe.ts";

/** One approval, from the click to the painted result. */
export interface ApprovalTime {
  readonly totalMs: number;
  /** How long the page waited for the gateway meanwhile. */
  readonly gatewayMs: number;
}

const METHOD = "device.pair.approve";
const frame = z.looseObject({ id: z.string().optional(), method: z.string().optional() });

/**
 * Lets devices ask, one after the other, and approves each with the pointer. The devices stay paired.
 * @param page shows the devices page, and has the probe
 */
export async function measureApprovals(
  page: Page,
  gateway: RunningGateway,
  count: number,
): Promise<readonly ApprovalTime[]> {
  const devtools = await page.context().newCDPSession(page);
  const frames = await recordFrames(devtools);
  const times: ApprovalTime[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `approve-${index}-`;
    await askToPair(gateway, { name, remoteIp: `198.51.100.${index + 1}` });
    frames.length = 0;
    times.push(await timeApproval(page, name, frames));
  }
  await devtools.detach();
  return times;
}

async function timeApproval(page: Page, name: string, frames: readonly WireFrame[]): Promise<ApprovalTime> {
  await reviewButton(page, name).click();
  const { approve, close } = reviewDialog(page);
  await approve.waitFor();
  const box = await approve.boundingBox();
  if (!box) throw new Error("The button Approve is not shown");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await settle(page);
  await page.evaluate(markApproval, name);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const paintedAtMs = await readMark(page, `approved:${name}`);
  const clickedAtMs = await readMark(page, `clicked:${name}`);
  await close.click();
  await settle(page);
  const waitedMs = gatewayMs(frames, clickedAtMs, METHOD);
  if (waitedMs === null) throw new Error("The reply to the approval was not seen on the wire");
  return { totalMs: paintedAtMs - clickedAtMs, gatewayMs: waitedMs };
}

/** Runs in the page. */
function markApproval(name: string): void {
  const onClick = ({ timeStamp }: MouseEvent) => window.bench.mark(`clicked:${name}`, timeStamp);
  document.addEventListener("click", onClick, { capture: true, once: true });
  const isShown = () =>
    Array.from(document.querySelectorAll("[role=dialog] [role=status]")).some((status) =>
      status.textContent.startsWith("Approved"),
    );
  void window.bench.painted(isShown).then((atMs) => window.bench.mark(`approved:${name}`, atMs));
}

/** Records requests and replies from now on, by the page's clock. The page must not be left. */
async function recordFrames(devtools: CDPSession): Promise<WireFrame[]> {
  const frames: WireFrame[] = [];
  await devtools.send("Performance.enable", { timeDomain: "timeTicks" });
  const { metrics } = await devtools.send("Performance.getMetrics");
  const startedAtS = metrics.find(({ name }) => name === "NavigationStart")?.value;
  if (startedAtS === undefined) throw new Error("The browser does not say when the navigation started");
  const record = (direction: WireFrame["direction"], timestampS: number, data: string) => {
    const { id = "", method } = frame.parse(JSON.parse(data));
    const atMs = (timestampS - startedAtS) * 1_000;
    if (id !== "") frames.push({ atMs, direction, id, ...(method !== undefined && { method }) });
  };
  devtools.on("Network.webSocketFrameSent", ({ timestamp, response }) =>
    record("sent", timestamp, response.payloadData),
  );
  devtools.on("Network.webSocketFrameReceived", ({ timestamp, response }) =>
    record("received", timestamp, response.payloadData),
  );
  await devtools.send("Network.enable");
  return frames;
}
