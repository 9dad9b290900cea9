import { describe, expect, test } from "vitest";
import { gatewayMs, type WireFrame } from "./gateway-time.ts";

const sent = (atMs: number, id: string, method: string): WireFrame => ({
  atMs,
  direction: "sent",
  id,
  method,
});
const received = (atMs: number, id: string): WireFrame => ({ atMs, direction: "received", id });

const reading = [sent(110, "1", "device.pair.list"), received(150, "1")];
const approving = [sent(160, "2", "device.pair.approve"), received(260, "2")];

describe("gatewayMs", () => {
  test("adds up the time during which the page waited", () => {
    expect(gatewayMs([...reading, ...approving], 100, "device.pair.approve")).toBe(40 + 100);
  });

  test("counts time only once, and none after the reply that matters", () => {
    const reread = [sent(250, "3", "device.pair.list"), received(400, "3")];
    expect(gatewayMs([...reading, ...approving, ...reread], 100, "device.pair.approve")).toBe(140);
  });

  test("leaves out what was before the click, and events", () => {
    const before = [sent(10, "0", "device.pair.list"), received(50, "0")];
    expect(
      gatewayMs([...before, ...reading, received(155, ""), ...approving], 100, "device.pair.approve"),
    ).toBe(140);
  });

  test("is unknown without that reply", () => {
    expect(gatewayMs(reading, 100, "device.pair.approve")).toBeNull();
    expect(gatewayMs([...reading, ...approving.slice(0, 1)], 100, "device.pair.approve")).toBeNull();
  });
});
