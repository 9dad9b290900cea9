import { describe, expect, it, vi } from "vitest";

import {
  formatAge,
  formatClock,
  formatCountdown,
  formatDateTime,
  formatDuration,
  formatElapsed,
  formatFileDate,
  formatSpan,
} from "./time.ts";

const min = 60_000;
const hour = 60 * min;
const day = 24 * hour;

describe("times", () => {
  it.each([
    [0, "just now"],
    [-5 * day, "just now"],
    [59_999, "just now"],
    [2 * min, "2 min ago"],
    [6 * hour + 59 * min, "6 h ago"],
    [day, "1 day ago"],
    [41 * day, "41 days ago"],
    [3 * 365 * day, "3 years ago"],
    [Number.NaN, "unknown"],
    [Infinity, "unknown"],
    [1e15, "unknown"],
  ])("an age of %d is %j", (ms, text) => expect(formatAge(ms)).toBe(text));

  it.each([
    [-1, "0 min"],
    [59_999, "0 min"],
    [12 * min + 40_000, "12 min"],
    [day, "1 day"],
    [Number.NaN, "unknown"],
  ])("a span of %d is %j", (ms, text) => expect(formatSpan(ms)).toBe(text));

  it("names files by the reader's date, not by that of Greenwich", () => {
    vi.stubEnv("TZ", "Pacific/Auckland");
    expect(formatFileDate(Date.UTC(2026, 10, 21, 23, 30))).toBe("2026-11-22");
    vi.stubEnv("TZ", "America/Los_Angeles");
    expect(formatFileDate(Date.UTC(2026, 10, 22, 1))).toBe("2026-11-21");
    vi.unstubAllEnvs();
    expect(formatFileDate(Number.NaN)).toBe("undated");
  });

  it.each([
    [-1, "0 ms"],
    [3.4, "3 ms"],
    [1_250, "1.3 s"],
    [62_000, "1 min 2 s"],
    [Number.NaN, "unknown"],
  ])("%d ms passed as %j", (ms, text) => expect(formatElapsed(ms)).toBe(text));

  it.each([
    [-1, "0 s"],
    [45_900, "45 s"],
    [62_000, "1 min 2 s"],
    [5 * min, "5 min"],
    [3 * hour + 5 * min, "3 h 5 min"],
    [2 * day + 4 * hour, "2 days 4 h"],
    [day, "1 day"],
    [Number.NaN, "unknown"],
  ])("%d ms last %j", (ms, text) => expect(formatDuration(ms)).toBe(text));

  it.each([
    [252_000, "4:12"],
    [51_001, "0:52"],
    [0, "0:00"],
    [-1, "0:00"],
    [Number.NaN, "unknown"],
  ])("%d ms are left as %j", (ms, text) => expect(formatCountdown(ms)).toBe(text));

  it("writes dates unmistakably", () => {
    const time = new Date(2026, 10, 12, 14, 5).getTime();
    expect(formatDateTime(time)).toBe("12 Nov 2026, 14:05");
    expect(formatClock(time)).toBe("14:05");
    for (const bad of [0, -1, Number.NaN, 1e300])
      expect(formatDateTime(bad) + formatClock(bad)).toBe("unknownunknown");
  });
});
