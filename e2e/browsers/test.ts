import { writeFile } from "node:fs/promises";
import { gatewayTest } from "../support/gateway-test.ts";
import type { Driver } from "./driver.ts";
import type { Engine } from "./engines.ts";
import { Tab } from "./tab.ts";

interface Fixtures {
  engine: Engine;
  /** An empty tab of a browser that the gateway does not know. */
  tab: Tab;
}

interface WorkerFixtures {
  /** Starts a browser when it is first wanted. Null: it is not here. */
  drivers: (engine: Engine) => Promise<Driver> | null;
}

const START_MS = 60_000;

/** Tests in browsers that Playwright does not drive, one for each of them. */
export const test = gatewayTest.extend<Fixtures, WorkerFixtures>({
  engine: [{ name: "", packages: [], find: () => null }, { option: true }],

  drivers: [
    async ({}, use) => {
      const started = new Map<Engine, Promise<Driver>>();
      await use((engine) => {
        const start = engine.find();
        if (start === null) return null;
        const driver = started.get(engine) ?? start();
        started.set(engine, driver);
        return driver;
      });
      for (const driver of started.values()) await (await driver).close();
    },
    { scope: "worker", timeout: START_MS },
  ],

  tab: async ({ engine, drivers }, use, testInfo) => {
    const driver = await drivers(engine);
    testInfo.skip(
      driver === null,
      `${engine.name} is not here and could not be installed (Debian: ${engine.packages.join(", ")})`,
    );
    if (driver === null) return;
    const driven = await driver.openTab();
    await use(new Tab(driven));
    if (testInfo.status !== testInfo.expectedStatus) {
      const path = testInfo.outputPath("screenshot.png");
      await writeFile(path, await driven.takeScreenshot(), "base64");
      await testInfo.attach("screenshot", { path, contentType: "image/png" });
    }
    await driven.close();
  },
});
