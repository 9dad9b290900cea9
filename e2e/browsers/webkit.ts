import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { freePort } from "../../sandbox/ports.ts";
import type { DrivenTab, Driver, ElementReference, Role } from "./driver.ts";
import { startProgram, type Program } from "./program.ts";

/** WebKitGTK by WebDriver, on a screen that nobody sees: it has no mode without windows. */

const reply = z.object({ value: z.unknown() });
const problem = z.object({ error: z.string(), message: z.string() });
const started = z.object({ sessionId: z.string() });
const references = z.array(z.record(z.string(), z.string()));

/** Pages are as wide as in Firefox; the height includes the window's own bar. */
const WINDOW = { width: 1280, height: 938 };
const SCREEN = `${WINDOW.width}x${WINDOW.height}x24`;
const POLL_MS = 50;
const START_MS = 10_000;
const START_TRIES = 4;

/** WebDriver finds no elements by role and name. It is asked for the names of these. */
const CANDIDATES: Readonly<Record<Role, string>> = {
  button: "button",
  checkbox: "input[type=checkbox]",
  heading: "h1, h2, h3",
  menuitem: "[role=menuitem]",
  password: "input[type=password]",
  searchbox: "input[type=search]",
  textbox: "input[type=text], input:not([type]), input[type=url], textarea",
};

async function command(
  url: string,
  method: "GET" | "POST" | "DELETE",
  params: object | null = null,
  signal: AbortSignal | null = null,
): Promise<unknown> {
  const response = await fetch(url, { method, signal, ...(params && { body: JSON.stringify(params) }) });
  const { value } = reply.parse(await response.json());
  if (response.ok) return value;
  const { error, message } = problem.parse(value);
  throw new Error(`${new URL(url).pathname}: ${error}: ${message}`);
}

class WebKitTab implements DrivenTab {
  /** The address of the session. */
  readonly #url: string;
  readonly #driver: Program;

  constructor(url: string, driver: Program) {
    this.#url = url;
    this.#driver = driver;
  }

  async goTo(url: string): Promise<void> {
    await this.#post("url", { url });
  }

  async reload(): Promise<void> {
    await this.#post("refresh", {});
  }

  async call(functionText: string, elements: readonly ElementReference[] = []): Promise<string> {
    return z.string().parse(
      await this.#post("execute/sync", {
        script: `return (${functionText})(...arguments)`,
        args: elements,
      }),
    );
  }

  async find(role: Role, name: string): Promise<readonly ElementReference[]> {
    const query = { using: "css selector", value: CANDIDATES[role] };
    const candidates = references.parse(await this.#post("elements", query));
    const names = await Promise.all(candidates.map((element) => this.#nameOf(element)));
    return candidates.filter((_element, index) => names[index] === name);
  }

  async perform(input: readonly object[]): Promise<void> {
    await this.#post("actions", { actions: input });
  }

  middleOf(element: ElementReference): ElementReference {
    return element;
  }

  async takeScreenshot(): Promise<string> {
    return z.string().parse(await command(`${this.#url}/screenshot`, "GET"));
  }

  async close(): Promise<void> {
    await command(this.#url, "DELETE");
    await this.#driver.end();
  }

  #post(name: string, params: object): Promise<unknown> {
    return command(`${this.#url}/${name}`, "POST", params);
  }

  #nameOf(element: Readonly<Record<string, string>>): Promise<unknown> {
    const [id = ""] = Object.values(element);
    return command(`${this.#url}/element/${id}/computedlabel`, "GET");
  }
}

/** Waits for a driver, which says nothing when it is ready. */
async function untilReady(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await command(`${url}/status`, "GET", null, signal);
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      await sleep(POLL_MS);
    }
  }
}

/** Starts a driver, which starts a browser. Now and then, on a busy machine, the two do not find each other. */
async function startTab(driver: string, env: NodeJS.ProcessEnv, triesLeft = START_TRIES): Promise<WebKitTab> {
  const port = await freePort();
  const program = await startProgram([driver, `--port=${port}`], { ready: null, env });
  const url = `http://127.0.0.1:${port}`;
  const signal = AbortSignal.timeout(START_MS);
  try {
    await untilReady(url, signal);
    const session = await command(`${url}/session`, "POST", { capabilities: { alwaysMatch: {} } }, signal);
    const tabUrl = `${url}/session/${started.parse(session).sessionId}`;
    await command(`${tabUrl}/window/rect`, "POST", { x: 0, y: 0, ...WINDOW }, signal);
    return new WebKitTab(tabUrl, program);
  } catch (error) {
    await program.end();
    if (triesLeft === 1) throw error;
    return startTab(driver, env, triesLeft - 1);
  }
}

/** Starts a screen, on which each tab is a browser of its own. */
export async function startWebKit({ driver, screen }: { driver: string; screen: string }): Promise<Driver> {
  const home = await mkdtemp(join(tmpdir(), "gatehouse-webkit-"));
  const display = await startProgram(
    [screen, "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"],
    {
      // Of busy displays it complains before.
      ready: /^(\d+)\n/m,
    },
  );
  const env = { HOME: home, DISPLAY: `:${display.said}`, GDK_BACKEND: "x11" };
  return {
    openTab: () => startTab(driver, env),
    close: async () => {
      await display.end();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
