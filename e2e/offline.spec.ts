import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { z } from "zod";
import { startPage, type PageServer } from "../server/page-server.ts";
import { connectionStatus, expectDevicesPage, openReview, pairedRow, signInByForm } from "./support/panel.ts";
import { startPlainHost } from "./support/plain-host.ts";
import { servePage, type Site } from "./support/site.ts";
import { expect, test as base } from "./support/test.ts";

/** The page without its server, and newer versions of it. */

/** What the browser says of servers that are gone. */
const GONE = /ERR_CONNECTION_REFUSED|Failed to load resource/;

const test = base.extend<{ server: PageServer; newerBuild: string }>({
  server: async ({ site }, use) => {
    const server = await servePage();
    server.setGateway(site.gateway.url);
    await use(server);
    // It is closed already where the test has stopped it.
    await server.close().catch(() => undefined);
  },
  newerBuild: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), "gatehouse-newer-"));
    // Other files with other names, as after a change of the code.
    await build({ logLevel: "silent", build: { outDir: directory, emptyOutDir: true, minify: false } });
    await use(directory);
    await rm(directory, { recursive: true });
  },
});

test.use({ serviceWorkers: "allow" });

async function signInAt(page: Page, url: string, site: Site): Promise<void> {
  await page.goto(`${url}#token=${site.gateway.token}`);
  await expectDevicesPage(page);
}

/** Waits until the worker has kept the page. */
async function untilKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
}

/** Opens the page as a new visit does. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(url);
}

function servedGateway(page: Page): Promise<string | null> {
  return page.locator('meta[name="gatehouse-gateway"]').getAttribute("content");
}

/** Collects where the browser takes the page's code from by the static routes, without asking the worker. */
async function watchRoutes(page: Page): Promise<ReadonlySet<string>> {
  const devtools = await page.context().newCDPSession(page);
  const sources = new Set<string>();
  devtools.on("Network.responseReceived", ({ response }) => {
    if (response.url.includes("/assets/"))
      sources.add(response.serviceWorkerRouterInfo?.actualSourceType ?? "no route");
  });
  await devtools.send("Network.enable");
  return sources;
}

const compilation = z.object({
  name: z.literal("v8.compile"),
  args: z.object({
    data: z.object({
      url: z.string(),
      consumedCacheSize: z.optional(z.number()),
      cacheRejected: z.optional(z.boolean()),
    }),
  }),
});

/** How the engine came by the code of each classic script while `act` ran. */
async function traceCompilations(page: Page, act: () => Promise<void>) {
  const browser = page.context().browser();
  if (!browser) throw new Error("Only a browser of its own can be traced");
  await browser.startTracing(page, { categories: ["v8", "disabled-by-default-v8.compile"] });
  await act();
  const text = (await browser.stopTracing()).toString();
  return z
    .object({ traceEvents: z.array(z.unknown()) })
    .parse(JSON.parse(text))
    .traceEvents.flatMap((event) => compilation.safeParse(event).data?.args.data ?? []);
}

function openPlace(page: Page, name: string): Promise<void> {
  return page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
}

interface Kept {
  readonly registrations: number;
  readonly caches: readonly string[];
  /** Addresses, headers and contents of all that is in them. */
  readonly text: string;
}

function readKept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const texts: string[] = [...names];
    for (const name of names) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        texts.push(request.url, ...[...(response?.headers ?? [])].flat(), (await response?.text()) ?? "");
      }
    }
    const registrations = await navigator.serviceWorker.getRegistrations();
    return { registrations: registrations.length, caches: names, text: texts.join("\n") };
  });
}

test("a page that was loaded once opens when its server is stopped, all of it, and is connected", async ({
  page,
  site,
  server,
  problems,
}) => {
  problems.expect(GONE);
  await signInAt(page, server.url, site);
  await untilKept(page);
  await server.close();
  const sources = await watchRoutes(page);
  await visit(page, server.url);
  await expectDevicesPage(page);
  for (const name of ["Activity", "Settings", "Troubleshoot", "Devices"]) {
    await openPlace(page, name);
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  }
  expect(await servedGateway(page)).toBe("");
  expect([...sources]).toEqual(["cache"]);

  await test.step("once its server is back and the files are gone, the page is the server's, with the gateway that it names", async () => {
    const again = await startPage({ directory: "dist", host: "127.0.0.1", port: server.port });
    again.setGateway("ws://127.0.0.1:9");
    // Browsers that run out of space do so.
    await page.evaluate(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
    });
    await visit(page, server.url);
    await expectDevicesPage(page);
    expect(await servedGateway(page)).toBe("ws://127.0.0.1:9");
    await again.close();
  });
});

test("a second visit runs code that the browser compiled when it kept the page @window", async ({
  page,
  site,
  server,
}) => {
  await signInAt(page, server.url, site);
  await untilKept(page);
  // In a tab of its own, whose process has compiled nothing yet.
  const tab = await page.context().newPage();
  const compilations = await traceCompilations(tab, async () => {
    await tab.goto(server.url);
    await expectDevicesPage(tab);
  });
  for (const part of ["index", "screen"]) {
    const compiled = compilations.filter(({ url }) => url.includes(`/assets/${part}-`));
    expect(compiled, part).toEqual([expect.objectContaining({ cacheRejected: false })]);
    expect(compiled[0]?.consumedCacheSize, part).toBeGreaterThan(0);
  }
});

test("a page in a folder of any host is kept for that folder alone @new-only", async ({
  page,
  site,
  problems,
}) => {
  problems.expect(GONE);
  const host = await startPlainHost("", "/gatehouse/");
  await signInByForm(page, host.url, { gatewayUrl: site.gateway.url, token: site.gateway.token });
  await expectDevicesPage(page);
  await untilKept(page);
  const scopes = await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  );
  expect(scopes).toEqual([host.url]);
  host.close();
  await visit(page, host.url);
  await expectDevicesPage(page);
});

test("with its server and the gateway stopped, the page opens and says what is wrong @new-only", async ({
  page,
  startOwnSite,
  problems,
}) => {
  problems.expect(GONE);
  // Starting a gateway takes long on a busy machine.
  test.slow();
  const site = await startOwnSite();
  await signInAt(page, site.pageUrl, site);
  await untilKept(page);
  await site.stop();
  await visit(page, site.pageUrl);
  await expect(page.getByRole("status").filter({ hasText: "The gateway does not answer." })).toBeVisible();
  await openPlace(page, "Troubleshoot");
  await expect(page.getByRole("list", { name: "Findings" })).toBeVisible();
});

test("a new version is offered, changes nothing in an open dialog, and is there after a click @new-only", async ({
  page,
  site,
  server,
  askToPair,
  newerBuild,
}) => {
  const phone = await askToPair();
  await signInAt(page, server.url, site);
  await untilKept(page);
  await visit(page, server.url);
  const { dialog, close } = await openReview(page, phone.name);
  await server.close();
  const newer = await startPage({ directory: newerBuild, host: "127.0.0.1", port: server.port });
  newer.setGateway(site.gateway.url);
  const offer = page.getByText("A new version is ready");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(offer).toBeVisible();
  await expect(dialog).toBeVisible();
  await close.click();
  // The server has no files of this version any more.
  await openPlace(page, "Settings");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();

  const entry = () => page.locator("script[src*='/index-']").getAttribute("src");
  const before = await entry();
  await page.getByRole("button", { name: "Reload", exact: true }).click();
  await expect.poll(entry).not.toBe(before);
  await expect(connectionStatus(page)).toHaveText(/^Connected/);
  await expect(offer).toHaveCount(0);
  await newer.close();
  await visit(page, server.url);
  await expectDevicesPage(page);
  expect(await entry()).not.toBe(before);
});

test("what is kept says nothing of a gateway, and goes when this browser is forgotten", async ({
  page,
  site,
  server,
  pair,
}) => {
  const phone = await pair();
  await signInAt(page, server.url, site);
  await untilKept(page);
  await visit(page, `${server.url}/?gatewayUrl=${encodeURIComponent(site.gateway.url)}`);
  await expect(pairedRow(page, phone.name)).toBeVisible();
  const kept = await readKept(page);
  expect(kept).toMatchObject({ registrations: 1, caches: [expect.stringContaining(server.url)] });
  expect(kept.text).toContain("gatehouse-gateway");
  for (const told of [site.gateway.token, phone.name, new URL(site.gateway.url).host])
    expect(kept.text.includes(told), told).toBe(false);

  await openPlace(page, "Settings");
  await page.getByRole("button", { name: "Disconnect" }).click();
  await openPlace(page, "Troubleshoot");
  await page.getByRole("button", { name: "Forget this browser", exact: true }).click();
  await page.getByRole("button", { name: "Yes, make it a new device" }).click();
  // Not `readKept`: to open a cache that was deleted meanwhile would make it anew.
  const left = () =>
    page.evaluate(async () => [
      ...(await navigator.serviceWorker.getRegistrations()),
      ...(await caches.keys()),
    ]);
  await expect.poll(left).toEqual([]);
});

test("where a proxy wants a password, the browser gets to ask for it @new-only", async ({
  page,
  site,
  server,
  problems,
}) => {
  problems.expect(GONE);
  await signInAt(page, server.url, site);
  await untilKept(page);
  await server.close();
  const proxy = createServer((_request, response) => {
    response.writeHead(401, { "WWW-Authenticate": 'Basic realm="proxy"' }).end("A password, please");
  });
  await new Promise<void>((resolve) => proxy.listen(server.port, "127.0.0.1", resolve));
  await page.goto("about:blank");
  const response = await page.goto(server.url);
  expect(response?.status()).toBe(401);
  expect(response?.fromServiceWorker()).toBe(false);
  proxy.close();
  proxy.closeAllConnections();
});
