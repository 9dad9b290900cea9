import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { z } from "zod";
import type { DrivenTab, Driver, ElementReference, Role } from "./driver.ts";
import { startProgram } from "./program.ts";

/** Firefox by WebDriver BiDi, which it speaks itself. */

const message = z.object({
  id: z.number().nullish(),
  result: z.unknown().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
});
const created = z.object({ context: z.string() });
const createdUser = z.object({ userContext: z.string() });
const called = z.object({
  result: z.object({ value: z.string() }).optional(),
  exceptionDetails: z.unknown().optional(),
});
const located = z.object({
  nodes: z.array(z.object({ sharedId: z.string(), value: z.object({ localName: z.string() }) })),
});
const screenshot = z.object({ data: z.string() });

const WINDOW = { width: 1280, height: 900 };

/** Sends commands, and gives their results. */
class Connection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: z.infer<typeof message>) => void>();
  #lastId = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      const reply = message.parse(JSON.parse(data.toString("utf8")));
      this.#waiting.get(reply.id ?? 0)?.(reply);
    });
  }

  async command(method: string, params: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const reply = await new Promise<z.infer<typeof message>>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
    this.#waiting.delete(id);
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error}: ${reply.message}`);
    return reply.result;
  }
}

class FirefoxTab implements DrivenTab {
  readonly #connection: Connection;
  readonly #context: string;
  readonly #userContext: string;

  constructor(connection: Connection, context: string, userContext: string) {
    this.#connection = connection;
    this.#context = context;
    this.#userContext = userContext;
  }

  async goTo(url: string): Promise<void> {
    await this.#command("browsingContext.navigate", { url, wait: "complete" });
  }

  async reload(): Promise<void> {
    await this.#command("browsingContext.reload", { wait: "complete" });
  }

  async call(functionText: string, elements: readonly ElementReference[] = []): Promise<string> {
    const { result, exceptionDetails } = called.parse(
      await this.#connection.command("script.callFunction", {
        functionDeclaration: functionText,
        arguments: elements,
        awaitPromise: true,
        target: { context: this.#context },
      }),
    );
    if (!result) throw new Error(`The page threw ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  }

  async find(role: Role, name: string): Promise<readonly ElementReference[]> {
    // ARIA has no role for password fields.
    const isPassword = role === "password";
    const locator = { type: "accessibility", value: isPassword ? { name } : { role, name } };
    const { nodes } = located.parse(await this.#command("browsingContext.locateNodes", { locator }));
    return nodes
      .filter(({ value }) => !isPassword || value.localName === "input")
      .map(({ sharedId }) => ({ sharedId }));
  }

  async perform(input: readonly object[]): Promise<void> {
    await this.#command("input.performActions", { actions: input });
  }

  middleOf(element: ElementReference): ElementReference {
    return { type: "element", element };
  }

  async takeScreenshot(): Promise<string> {
    return screenshot.parse(await this.#command("browsingContext.captureScreenshot", {})).data;
  }

  async close(): Promise<void> {
    await this.#connection.command("browser.removeUserContext", { userContext: this.#userContext });
  }

  #command(method: string, params: object): Promise<unknown> {
    return this.#connection.command(method, { ...params, context: this.#context });
  }
}

/** Starts a Firefox without windows and with an empty profile. */
export async function startFirefox(executablePath: string): Promise<Driver> {
  const profile = await mkdtemp(join(tmpdir(), "gatehouse-firefox-"));
  const program = await startProgram(
    [executablePath, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"],
    { ready: /WebDriver BiDi listening on (ws:\S+)/, env: { HOME: profile } },
  );
  const socket = new WebSocket(`${program.said}/session`);
  await once(socket, "open");
  const connection = new Connection(socket);
  await connection.command("session.new", { capabilities: {} });
  return {
    openTab: async () => {
      const { userContext } = createdUser.parse(await connection.command("browser.createUserContext", {}));
      const { context } = created.parse(
        await connection.command("browsingContext.create", { type: "tab", userContext }),
      );
      await connection.command("browsingContext.setViewport", { context, viewport: WINDOW });
      return new FirefoxTab(connection, context, userContext);
    },
    close: async () => {
      await connection.command("browser.close", {});
      await program.ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
