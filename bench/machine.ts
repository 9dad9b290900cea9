import { cpus, loadavg } from "node:os";
import type { Browser } from "@playwright/test";

/** Where figures come from. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly chromium: string;
  readonly node: string;
}

export function describeMachine(browser: Browser): Machine {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? "unknown",
    chromium: browser.version(),
    node: process.version,
  };
}

/** How busy the machine was over the last minute; above the number of cores, times say little. */
export function loadAverage(): number {
  return loadavg()[0] ?? NaN;
}
