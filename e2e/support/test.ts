import { expect, type Page } from "@playwright/test";
import { gatewayTest, SITE_TIMEOUT_MS } from "./gateway-test.ts";
import { PageProblems } from "./page-problems.ts";
import { signIn } from "./panel.ts";
import { startSite, type Site, type SiteOptions } from "./site.ts";

export { expect };

interface Fixtures {
  /** The address from which the browser seems to come; null: from the gateway's own host. */
  remoteIp: string | null;
  /** The page, signed in. */
  panel: Page;
  /** Starts another gateway and page, for tests that stop it or set it up in their own way. */
  startOwnSite: (options?: Partial<SiteOptions>) => Promise<Site>;
  /** What the page did wrong behind the scenes; the test fails for what it did not expect. */
  problems: PageProblems;
}

/** Tests of the page in Chromium, with a gateway of their worker. */
export const test = gatewayTest.extend<Fixtures>({
  remoteIp: [null, { option: true }],

  context: async ({ context, remoteIp }, use) => {
    if (remoteIp !== null) await context.setExtraHTTPHeaders({ "X-Forwarded-For": remoteIp });
    await use(context);
  },

  problems: [
    async ({ context }, use) => {
      const problems = new PageProblems();
      await problems.watch(context);
      await use(problems);
      expect(problems.unexpected, "problems in the page that the test does not expect").toEqual([]);
    },
    { auto: true },
  ],

  panel: async ({ page, site }, use) => {
    await signIn(page, site);
    await use(page);
  },

  startOwnSite: [
    async ({ gatewayVersion }, use) => {
      const sites: Site[] = [];
      await use(async (options = {}) => {
        const site = await startSite({ version: gatewayVersion, ...options });
        sites.push(site);
        return site;
      });
      for (const site of sites) await site.stop();
    },
    { timeout: SITE_TIMEOUT_MS },
  ],
});
