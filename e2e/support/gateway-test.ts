import { test as base } from "@playwright/test";
import { askToPair, type AskingDevice, type AskOptions } from "./asking-device.ts";
import { SecondClient } from "./second-client.ts";
import { startSite, type Site } from "./site.ts";

/** What a project sets. */
export interface GatewayVersion {
  /** The version of openclaw that the tests run against. */
  gatewayVersion: string;
}

interface Fixtures {
  /** Rejects every request and removes every device that a test leaves behind. */
  cleanSlate: void;
  /** Lets a new device ask the gateway for pairing, from afar. */
  askToPair: (options?: AskOptions) => Promise<AskingDevice>;
  /** Lets a new device ask from afar, and approves it elsewhere. It has not signed in yet. */
  pair: (options?: AskOptions) => Promise<AskingDevice>;
}

interface WorkerFixtures {
  /** The gateway and page that the tests of one worker share. */
  site: Site;
  /** Another administrator of that gateway. */
  secondClient: SecondClient;
}

/** A gateway takes seconds to start, and much longer while others do. */
export const SITE_TIMEOUT_MS = 120_000;

/**
 * Each worker starts one real gateway of its project's version. A test leaves nothing behind on it: every request
 * and device is gone before the next one.
 */
export const gatewayTest = base.extend<Fixtures, WorkerFixtures & GatewayVersion>({
  gatewayVersion: ["", { scope: "worker", option: true }],

  site: [
    async ({ gatewayVersion }, use) => {
      const site = await startSite({ version: gatewayVersion });
      await use(site);
      await site.stop();
    },
    { scope: "worker", timeout: SITE_TIMEOUT_MS },
  ],

  secondClient: [
    async ({ site }, use) => {
      const client = new SecondClient(site.gateway);
      await use(client);
      await client.disconnect();
    },
    { scope: "worker" },
  ],

  cleanSlate: [
    async ({ secondClient }, use) => {
      await use();
      await secondClient.clear();
    },
    { auto: true },
  ],

  askToPair: async ({ site }, use) => {
    await use((options) => askToPair(site.gateway, options));
  },

  pair: async ({ site, secondClient }, use) => {
    const paired: AskingDevice[] = [];
    await use(async (options) => {
      const device = await askToPair(site.gateway, options);
      await secondClient.approve(device.requestId);
      paired.push(device);
      return device;
    });
    for (const { device } of paired) await device.disconnect();
  },
});
