import { onPath } from "../support/find-browser.ts";
import type { Driver } from "./driver.ts";
import { startFirefox } from "./firefox.ts";
import { startWebKit } from "./webkit.ts";

/** A browser beside Chromium that people use the page in. */
export interface Engine {
  readonly name: string;
  /** What brings it on Debian. */
  readonly packages: readonly string[];
  /** How to start it; null: it is not here. */
  readonly find: () => (() => Promise<Driver>) | null;
}

export const ENGINES: readonly Engine[] = [
  {
    name: "Firefox",
    packages: ["firefox-esr"],
    find: () => {
      const executablePath = onPath("firefox-esr") ?? onPath("firefox");
      return executablePath === null ? null : () => startFirefox(executablePath);
    },
  },
  {
    name: "WebKitGTK",
    packages: ["webkit2gtk-driver", "xvfb"],
    find: () => {
      const driver = onPath("WebKitWebDriver");
      const screen = onPath("Xvfb");
      return driver === null || screen === null ? null : () => startWebKit({ driver, screen });
    },
  },
];
