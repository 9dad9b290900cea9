import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";

/** What `addProbe` puts into a page. Times are the page's own clock: ms since its navigation started. */
interface BenchProbe {
  /** Looks once a frame until `check` is true. Resolves when that frame has been painted, with the time then. */
  readonly painted: (check: () => boolean) => Promise<number>;
  /** Keeps a time, to be read by `readMark`. */
  readonly mark: (name: string, atMs: number) => void;
}

declare global {
  interface Window {
    readonly bench: BenchProbe;
  }
}

/**
 * Runs in a page before its own code. Looking once a frame costs every page the same; watching
 * every change of the document would slow down those that build a large one.
 */
function installProbe(): void {
  const painted = (check: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = () => {
        if (!check()) {
          requestAnimationFrame(look);
          return;
        }
        // A task posted from an animation frame runs after that frame was painted.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => {
          port1.close();
          resolve(performance.now());
        });
        port1.start();
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  const mark = (name: string, atMs: number) => console.debug(`bench:${name} ${atMs}`);
  Object.defineProperty(window, "bench", { value: { painted, mark } });
}

/** What has been marked in a page and not been read yet, by name. */
const marks = new WeakMap<Page, Map<string, number>>();
/** What else a page has written last. */
const said = new WeakMap<Page, string>();
/** How often this process, and not the page, looks for a mark. */
const POLL_MS = 10;

/**
 * Puts the probe into a page that has loaded nothing yet. Marks come through the console: to look for them would have
 * Playwright run hundreds of kilobytes of its own script in the page while that loads.
 */
export async function addProbe(page: Page): Promise<void> {
  const found = new Map<string, number>();
  marks.set(page, found);
  page.on("console", (message) => {
    const text = message.text();
    const [, name, atMs] = /^bench:(.*) ([\d.]+)$/.exec(text) ?? [];
    if (name === undefined) said.set(page, text);
    else found.set(name, Number(atMs));
  });
  await page.addInitScript(installProbe);
}

/** Waits for a mark, and takes it. @returns ms, by the page's clock */
export async function readMark(page: Page, name: string, timeoutMs = 120_000): Promise<number> {
  const found = marks.get(page);
  if (!found) throw new Error("This page has no probe");
  const deadlineMs = Date.now() + timeoutMs;
  for (;;) {
    const atMs = found.get(name);
    found.delete(name);
    if (atMs !== undefined) return atMs;
    if (Date.now() > deadlineMs)
      throw new Error(`The page has not marked ${name}, and said: ${said.get(page) ?? "nothing"}`);
    await sleep(POLL_MS);
  }
}
