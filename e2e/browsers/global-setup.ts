import { ensureGateway } from "../../sandbox/install.ts";
import { installFromDebian } from "../support/find-browser.ts";
import { GATEWAY_VERSIONS } from "../support/gateway-versions.ts";
import { assertBuilt } from "../support/global-setup.ts";
import { ENGINES } from "./engines.ts";

/** Installs what is missing. Where a browser cannot be had, its tests are skipped. */
export default async function setUp(): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  assertBuilt();
  await ensureGateway(GATEWAY_VERSIONS.old, { onProgress: say });
  for (const { name, packages, find } of ENGINES) {
    if (find() !== null) continue;
    say(`No ${name} found. Trying Debian's packages`);
    installFromDebian(packages);
  }
}
