import { brotliDecompressSync } from "node:zlib";
import { CONTENT_SECURITY_POLICY, PAGE_HEADERS, SECURITY_HEADERS } from "../server/headers.ts";
import { expectDevicesPage, openReview, pairedRow, signIn } from "./support/panel.ts";
import { startPathProxy } from "./support/path-proxy.ts";
import { startPluginSite, type PluginSite } from "./support/plugin-site.ts";
import { rawRequest } from "./support/raw-request.ts";
import { expect, test as base } from "./support/test.ts";
import { recordSockets } from "./support/wire.ts";

/** The page from the gateway itself, which has installed the package with its own command line. */

const INSTALL_AND_START_MS = 240_000;

const test = base.extend<object, { pluginSite: PluginSite }>({
  pluginSite: [
    async ({ gatewayVersion }, use) => {
      const site = await startPluginSite(gatewayVersion);
      await use(site);
      await site.stop();
    },
    { scope: "worker", timeout: INSTALL_AND_START_MS },
  ],
  site: [async ({ pluginSite }, use) => use(pluginSite), { scope: "worker" }],
});

// One gateway for all of them.
test.describe.configure({ mode: "default" });

test("a gateway that has installed the package serves the page, lets it in with nothing allowed, and a device is approved", async ({
  page,
  pluginSite,
  askToPair,
}) => {
  const phone = await askToPair();
  const sockets = recordSockets(page);
  await signIn(page, pluginSite);
  const review = await openReview(page, phone.name);
  await review.approve.click();
  await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
  await phone.enter();
  await review.close.click();
  await expect(pairedRow(page, phone.name)).toBeVisible();
  expect(new Set(sockets.map(({ url }) => url))).toEqual(new Set([`${pluginSite.gateway.url}/`]));
  expect(pluginSite.installOutput).not.toMatch(/dangerous|suspicious/i);
});

test("the gateway sends the page with our headers, compressed, and hashed files for good", async ({
  pluginSite,
}) => {
  const headers = { "Accept-Encoding": "br" };
  const index = await rawRequest(pluginSite.origin, "/gatehouse/", { headers });
  expect(index.status).toBe(200);
  for (const [name, value] of Object.entries({ ...SECURITY_HEADERS, ...PAGE_HEADERS })) {
    expect(index.headers[name.toLowerCase()]).toBe(value);
  }
  expect(index.headers["content-encoding"]).toBe("br");
  expect(index.headers["cache-control"]).toBe("no-cache");
  const html = brotliDecompressSync(index.body).toString();
  expect(html).toContain('<meta name="gatehouse-gateway" content=".." />');
  const [script = ""] = /assets\/[\w.-]+\.js/.exec(html) ?? [];
  const file = await rawRequest(pluginSite.origin, `/gatehouse/${script}`, { headers });
  expect(file.status).toBe(200);
  expect(file.headers["cache-control"]).toContain("immutable");
  expect(file.headers["content-encoding"]).toBe("br");
  expect(file.headers["content-type"]).toMatch(/javascript/);
  const head = await rawRequest(pluginSite.origin, `/gatehouse/${script}`, { method: "HEAD" });
  expect([head.status, head.body.length]).toEqual([200, 0]);
});

test("the gateway answers nothing else for us", async ({ pluginSite }) => {
  const { origin } = pluginSite;
  for (const [path, status] of [
    ["/gatehouse/nothing", 404],
    ["/gatehouse/assets", 404],
    ["/gatehouse/assets/", 404],
    ["/gatehouse/../package.json", 404],
    ["/gatehouse/..%2fpackage.json", 404],
    ["/gatehouse/%2e%2e/bin/plugin.js", 404],
    ["/gatehouse/assets/..%5c..%5cpackage.json", 404],
    ["/gatehouse//etc/passwd", 404],
    ["/gatehouse/bin/plugin.js", 404],
    ["/Gatehouse/", 404],
    ["/gatehouse%2f", 404],
    ["/gatehouses", 404],
  ] as const) {
    const { status: answered, body } = await rawRequest(origin, path);
    expect({ path, answered }).toEqual({ path, answered: status });
    expect(body.length).toBeLessThan(200);
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const refused = await rawRequest(origin, "/gatehouse/", { method });
    expect([method, refused.status, refused.headers.allow]).toEqual([method, 405, "GET, HEAD"]);
    expect(refused.headers["content-security-policy"]).toBe(CONTENT_SECURITY_POLICY);
  }
  const withoutSlash = await rawRequest(origin, "/gatehouse?gatewayUrl=ws://x");
  expect([withoutSlash.status, withoutSlash.headers.location]).toEqual([
    308,
    "./gatehouse/?gatewayUrl=ws://x",
  ]);
});

test("below the gateway's base path the page finds the gateway there", async ({ page, pluginSite }) => {
  const sockets = recordSockets(page);
  await signIn(page, { ...pluginSite, pageUrl: pluginSite.basePathUrl });
  expect(sockets[0]?.url).toBe(`${pluginSite.gateway.url}/openclaw`);
});

test("behind a proxy that gives the gateway a folder of its own the page finds it there", async ({
  page,
  pluginSite,
}) => {
  const proxy = await startPathProxy(pluginSite.gateway, "/home");
  const sockets = recordSockets(page);
  await page.goto(`${proxy.url}/home/gatehouse#token=${pluginSite.gateway.token}`);
  await expect(page.getByRole("heading", { name: "Devices", level: 1 })).toBeVisible();
  expect(page.url()).toContain("/home/gatehouse/#/devices");
  expect(sockets[0]?.url).toBe(`${proxy.url.replace("http", "ws")}/home`);
  await page.goto("about:blank");
  proxy.close();
});

test.describe(() => {
  test.use({ serviceWorkers: "allow" });

  test("the page that the gateway serves is kept for its own folder, beside the gateway's own page", async ({
    page,
    context,
    pluginSite,
    problems,
  }) => {
    await signIn(page, pluginSite);
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    expect(scope).toBe(`${pluginSite.origin}/gatehouse/`);
    problems.expect(/ERR_INTERNET_DISCONNECTED/);
    await page.goto("about:blank");
    await context.setOffline(true);
    await page.goto(pluginSite.pageUrl);
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await context.setOffline(false);
    await page.reload();
    await expectDevicesPage(page);
  });
});
