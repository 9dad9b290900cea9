import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { deferred } from "../sandbox/deferred.ts";
import { freePort } from "../sandbox/ports.ts";
import { expectDevicesPage, openReview, pendingTable } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";

/** `npm start`, from its first line to its last trace. It brings its own gateway, so one version is enough. */

const START = fileURLToPath(new URL("../scripts/start.mjs", import.meta.url));
const TEST_TIMEOUT_MS = 180_000;
const SANDBOX_READY_MS = 120_000;

interface Run {
  readonly output: () => string;
  readonly errors: () => string;
  readonly exitCode: Promise<number | null>;
  /** Ctrl-C: the terminal sends it to the whole process group. */
  readonly interrupt: () => void;
}

function start(args: readonly string[]): Run {
  const child = spawn(process.execPath, [START, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    // Playwright sets one and CI the other, and Node warns about both together.
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined },
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const exit = deferred<number | null>();
  child.on("close", (code) => exit.resolve(code));
  return {
    output: () => output,
    errors: () => errors,
    exitCode: exit.promise,
    interrupt: () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGINT");
    },
  };
}

/** Ids of the processes that have this directory in their environment. */
async function processesIn(directory: string): Promise<readonly string[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(
    ids.map((id) => readFile(`/proc/${id}/environ`, "utf8").catch(() => "")),
  );
  return ids.filter((_id, index) => environments[index]?.includes(directory));
}

/** The one line that a failed start leaves. */
async function failureOf(run: Run): Promise<string> {
  expect(await run.exitCode).toBe(1);
  const lines = run.errors().trimEnd().split("\n");
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

test.describe("npm start", { tag: "@new-only" }, () => {
  test("starts a sandbox, prints the way in, and leaves nothing behind after Ctrl-C", async ({ page }) => {
    test.setTimeout(TEST_TIMEOUT_MS);
    const run = start(["--sandbox", "--port", "0"]);
    try {
      await expect.poll(run.output, { timeout: SANDBOX_READY_MS }).toContain("Ctrl-C ends it");
      const address = /^Gatehouse\s+(\S+)/m.exec(run.output())?.[1] ?? "";
      const stateDir = /OPENCLAW_STATE_DIR=(\S+)/.exec(run.output())?.[1] ?? "";
      expect(existsSync(stateDir)).toBe(true);
      expect(await processesIn(stateDir)).not.toEqual([]);

      await page.goto(address);
      await expectDevicesPage(page);
      const review = pendingTable(page).getByRole("button", { name: /^Review request from / });
      await expect(review).not.toHaveCount(0);
      const name =
        (await review.first().getAttribute("aria-label"))?.replace("Review request from ", "") ?? "";
      await openReview(page, name);
      await page.goto("about:blank");

      run.interrupt();
      expect(await run.exitCode).toBe(0);
      expect(run.errors()).toBe("");
      await expect.poll(() => existsSync(stateDir)).toBe(false);
      await expect.poll(() => processesIn(stateDir)).toEqual([]);
    } finally {
      run.interrupt();
    }
  });

  test("says in one line that its port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await failureOf(start(["--sandbox", "--port", String(port)]))).toContain(`Port ${port} is taken`);
    server.close();
  });

  test("says in one line that there is no gateway, where it may not start one", async () => {
    const nobody = `ws://127.0.0.1:${await freePort()}`;
    const line = await failureOf(start(["--no-sandbox", "--gateway", nobody, "--port", "0"]));
    expect(line).toContain(nobody);
    expect(line).toContain("--no-sandbox");
  });

  test("says in one line what is wrong with its arguments", async () => {
    expect(await failureOf(start(["--port", "many"]))).toContain("--port");
  });

  test("connects to the gateway that it is told", async ({ site }) => {
    const run = start(["--gateway", site.gateway.url, "--no-sandbox", "--port", "0"]);
    try {
      await expect.poll(run.output).toContain("Ctrl-C ends it");
      expect(run.output()).toContain(site.gateway.url);
      expect(run.output()).not.toContain(site.gateway.token);
      const address = /^Gatehouse\s+(\S+)/m.exec(run.output())?.[1] ?? "";
      const html = await (await fetch(address)).text();
      expect(html).toContain(`content="${site.gateway.url}"`);
      run.interrupt();
      expect(await run.exitCode).toBe(0);
    } finally {
      run.interrupt();
    }
  });
});
