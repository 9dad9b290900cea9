import type { Page } from "@playwright/test";

/** What `installProbe` puts into a page. Times are the page's own clock: ms since its navigation started. */
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
 * Runs in a page before its own code; with `addInitScript`. Looking once a frame costs every page the same; watching
 * every change of the document would slow down those that build a large one.
 */
export function installProbe(): void {
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
  const mark = (name: string, atMs: number) => void performance.mark(`bench:${name}`, { startTime: atMs });
  Object.defineProperty(window, "bench", { value: { painted, mark } });
}

/** How often a mark is looked for: often enough not to wait long, rarely enough not to be in the way. */
const POLL_MS = 50;

/** Waits for a mark. @returns ms, by the page's clock */
export async function readMark(page: Page, name: string, timeoutMs = 120_000): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => performance.getEntriesByName(wanted).at(-1)?.startTime ?? null,
    `bench:${name}`,
    { polling: POLL_MS, timeout: timeoutMs },
  );
  return (await handle.jsonValue()) ?? NaN;
}
