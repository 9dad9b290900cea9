import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deferred } from "../sandbox/deferred.ts";
import { groupOf, npm, pack, type Packed } from "./support/pack.ts";
import { expectDevicesPage, signInByForm } from "./support/panel.ts";
import { expect, test as base } from "./support/test.ts";

/** The command of the package, without this repository. */

const LIST = fileURLToPath(new URL("../docs/package.md", import.meta.url));
const LARGEST_BYTES = 1_500_000;

const test = base.extend<{ directory: string; packed: Packed }>({
  directory: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), "gatehouse-package-"));
    await use(directory);
    await rm(directory, { recursive: true });
  },
  packed: async ({ directory }, use) => use(await pack(directory)),
});

test("the package holds what docs/package.md lists, and nothing else @new-only", async ({ packed }) => {
  const listed = [...(await readFile(LIST, "utf8")).matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(new Set(packed.files.map(({ path }) => groupOf(path)))).toEqual(new Set(listed));
  expect(packed.bytes).toBeLessThan(LARGEST_BYTES);
});

test("installed in an empty directory, its command serves the page until it is ended @new-only", async ({
  page,
  site,
  directory,
  packed,
}) => {
  // Offline: it must need no other package.
  await npm(["install", "--offline", "--prefix", directory, packed.file], directory);
  const command = join(directory, "node_modules", ".bin", "gatehouse");
  const child = spawn(command, ["--port", "0", "--gateway", site.gateway.url], {
    cwd: directory,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = deferred<number | null>();
  child.on("close", (code) => exit.resolve(code));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  try {
    await expect.poll(() => output).toMatch(/^Gatehouse +http:\S+ .*\nGateway +ws:\S+\n$/);
    expect(output).toContain(site.gateway.url);
    const [, address = ""] = /^Gatehouse +(\S+)/.exec(output) ?? [];
    await signInByForm(page, address, { token: site.gateway.token });
    await expectDevicesPage(page);
    await page.goto("about:blank");
  } finally {
    child.kill("SIGTERM");
  }
  expect(await exit.promise).toBe(0);
});
