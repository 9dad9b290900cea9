import { describe, expect, it } from "vitest";
import { ApprovalWatch } from "./approval-watch.ts";

const MINUTE_MS = 60_000;

/** Asks every three seconds, as the page does; the request `first` is named until `untilMs`. */
function ask(watch: ApprovalWatch, untilMs: number): void {
  for (let atMs = 0; atMs <= untilMs; atMs += 3_000)
    expect(watch.isRejection({ requestId: "first" }, atMs)).toBe(false);
}

describe("another request than before", () => {
  it.each([
    ["after seconds", 6_000],
    ["after four and a half minutes", 4.5 * MINUTE_MS],
    ["after five and a half minutes, on a gateway that keeps a request that is asked for", 5.5 * MINUTE_MS],
    ["after an hour", 60 * MINUTE_MS],
  ])("%s is a rejection", (_when, untilMs) => {
    const watch = new ApprovalWatch();
    ask(watch, untilMs);
    expect(watch.isRejection({ requestId: "second" }, untilMs + 3_000)).toBe(true);
  });

  it("right at the end of its five minutes may be an expiry (2026.6.11)", () => {
    const watch = new ApprovalWatch();
    ask(watch, 5 * MINUTE_MS - 3_000);
    expect(watch.isRejection({ requestId: "second" }, 5 * MINUTE_MS + 1_000)).toBe(false);
  });

  it("after a tab was hidden for its whole time may be an expiry", () => {
    const watch = new ApprovalWatch();
    ask(watch, 6 * MINUTE_MS);
    expect(watch.isRejection({ requestId: "second" }, 12 * MINUTE_MS)).toBe(false);
  });

  it("is no rejection where there was none before", () => {
    const watch = new ApprovalWatch();
    ask(watch, 6_000);
    watch.reset();
    expect(watch.isRejection({ requestId: "second" }, 9_000)).toBe(false);
  });
});
