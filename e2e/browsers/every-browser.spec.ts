import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { startPage } from "../../server/page-server.ts";
import { storedDeviceTokens, storedIdentity } from "../support/browser-storage.ts";
import { startProxy } from "../support/proxy.ts";
import type { Site } from "../support/site.ts";
import { ENGINES } from "./engines.ts";
import type { Tab } from "./tab.ts";
import { test } from "./test.ts";

const STATUS = '[aria-label="Connection status"]';
const DIALOG = "[role=dialog]";

/** The token of the sandbox gets a browser of the gateway's own machine in at once. */
async function signIn(tab: Tab, { pageUrl, gateway }: Site): Promise<void> {
  await tab.goTo(`${pageUrl}#token=${gateway.token}`);
  await seeDevices(tab);
}

async function signInByForm(tab: Tab, pageUrl: string, gatewayUrl: string, token: string): Promise<void> {
  await tab.goTo(pageUrl);
  await tab.fill("textbox", "Gateway URL", gatewayUrl);
  await tab.fill("password", "Token", token);
  await tab.click("button", "Connect");
}

async function seeDevices(tab: Tab): Promise<void> {
  await tab.see("heading", "Devices");
  await tab.seeText(STATUS, /^Connected/);
}

/** Serves the page to a browser that knows no Ed25519, as far as the page can tell. */
async function servePageWithoutEd25519(): Promise<{
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-without-ed25519-"));
  await cp("dist", directory, { recursive: true });
  // The script that runs before all others.
  await rm(join(directory, "theme.js.br"));
  await appendFile(
    join(directory, "theme.js"),
    ';crypto.subtle.generateKey = () => Promise.reject(new DOMException("no", "NotSupportedError"));',
  );
  const page = await startPage({ directory, host: "127.0.0.1", port: 0 });
  page.setGateway("");
  return {
    url: page.url,
    close: async () => {
      await page.close();
      await rm(directory, { recursive: true });
    },
  };
}

for (const engine of ENGINES) {
  test.describe(engine.name, () => {
    test.use({ engine });

    test("the form signs in with a key that cannot be read out, and after a reload the device token does", async ({
      tab,
      site,
    }) => {
      await signInByForm(tab, site.pageUrl, site.gateway.url, site.gateway.token);
      await seeDevices(tab);
      expect(await storedIdentity(tab)).toMatchObject({
        privateKey: { extractable: false, algorithm: "Ed25519", type: "private" },
      });
      expect(await storedDeviceTokens(tab)).toHaveLength(1);
      await tab.evaluate(() => sessionStorage.clear(), null);
      await tab.reload();
      await seeDevices(tab);
    });

    test("a browser without Ed25519 signs in, and again after a reload", async ({ tab, site }) => {
      const page = await servePageWithoutEd25519();
      await signInByForm(tab, page.url, site.gateway.url, site.gateway.token);
      await seeDevices(tab);
      expect(await storedIdentity(tab)).not.toMatchObject({ privateKey: { algorithm: "Ed25519" } });
      await tab.reload();
      await seeDevices(tab);
      await page.close();
    });

    test("a browser from afar waits for approval, and gets in by itself", async ({
      tab,
      site,
      secondClient,
    }) => {
      const proxy = await startProxy(site.gateway, { remoteIp: "203.0.113.77" });
      await signInByForm(tab, site.pageUrl, proxy.url, site.gateway.token);
      await tab.seeText(STATUS, /^Waiting for approval/);
      const [{ requestId } = { requestId: "" }] = (await secondClient.list()).pending;
      await tab.seeText("main", requestId);
      await secondClient.approve(requestId);
      await seeDevices(tab);
      await tab.goTo("about:blank");
      proxy.close();
    });

    test("a request is approved, and the device gets in", async ({ tab, site, askToPair }) => {
      const phone = await askToPair();
      await signIn(tab, site);
      await tab.click("button", `Review request from ${phone.name}`);
      await tab.click("button", "Approve");
      await tab.seeText(DIALOG, "Approved");
      await phone.enter();
      await tab.click("button", "Close");
      await tab.see("button", `Actions for ${phone.name}`);
    });

    test("a request is rejected, and is gone", async ({ tab, site, askToPair, secondClient }) => {
      const phone = await askToPair();
      await signIn(tab, site);
      await tab.click("button", `Review request from ${phone.name}`);
      await tab.click("button", "Reject");
      await tab.seeText(DIALOG, "Rejected");
      expect((await secondClient.list()).pending).toEqual([]);
    });

    test("a token is rotated and copied, and what was copied lets the device in", async ({
      tab,
      site,
      pair,
    }) => {
      const phone = await pair();
      await signIn(tab, site);
      await tab.click("button", `Actions for ${phone.name}`);
      await tab.click("menuitem", "Rotate token…");
      await tab.click("button", "Rotate");
      await tab.click("button", "Copy token");
      await tab.seeText(DIALOG, "Copied to the clipboard.");
      await tab.click("button", "Done");
      await tab.paste("searchbox", "Search devices");
      const deviceToken = await tab.evaluate(
        () => document.querySelector<HTMLInputElement>("input[type=search]")?.value ?? "",
        null,
      );
      const outcome = await phone.device.connect({ url: site.gateway.url, deviceToken });
      expect(outcome.ok).toBe(true);
    });

    test("the troubleshooter knows a wrong token, and tries another one", async ({ tab, site }) => {
      await signInByForm(tab, site.pageUrl, site.gateway.url, "wrong");
      await tab.seeText("[role=alert]", "AUTH_TOKEN_MISMATCH");
      await tab.goTo(`${site.pageUrl}#/troubleshoot`);
      await tab.see("heading", "Troubleshoot");
      await tab.fill("password", "Token", site.gateway.token);
      await tab.click("button", "Try this token");
      await tab.seeText(STATUS, /^Connected/);
    });
  });
}
