import type { Browser, Page } from "@playwright/test";
import { pairedTable } from "../e2e/support/panel.ts";
import type { RunningGateway } from "../sandbox/gateway.ts";
import type { Site } from "../e2e/support/site.ts";
import { addProbe } from "./page-probe.ts";

const TIMEOUT_MS = 180_000;

/** A page that shows the paired devices, and how to know that it does. */
export interface DevicesPage {
  /** Signs in by the shared token. */
  readonly firstUrl: string;
  /** For a second visit in the same tab. */
  readonly nextUrl: string;
  /** How many devices are in its table or list: what an attribute says, or how many elements of a class there are. */
  readonly counted:
    { readonly selector: string; readonly rowCount: "aria-rowcount" } | { readonly className: string };
}

/** The built page: its table draws what is near the window, and says how many rows it has. */
export function ourPage(site: Site): DevicesPage {
  return {
    firstUrl: `${site.pageUrl}#token=${site.gateway.token}`,
    nextUrl: site.pageUrl,
    counted: { selector: "table[aria-labelledby=paired-heading]", rowCount: "aria-rowcount" },
  };
}

/** By version: where the gateway's own Control UI lists devices, and the class that each paired device has once. */
const STOCK_PAGES: Readonly<Record<string, { readonly path: string; readonly className: string }>> = {
  "2026.9.6": { path: "/settings/devices", className: "device-entry__details" },
  "2026.3.13": { path: "/nodes", className: "list-item" },
};

/** The page that the gateway serves itself, at its own port. It draws all devices. */
export function stockPage({ version, httpUrl, token }: RunningGateway): DevicesPage {
  const known = STOCK_PAGES[version];
  if (!known) throw new Error(`Nobody has looked where the stock page of ${version} lists devices`);
  const url = `${httpUrl}${known.path}`;
  return { firstUrl: `${url}#token=${token}`, nextUrl: url, counted: { className: known.className } };
}

/** Signs in to the built page with the probe in it, and ends it after `act`. Its patience is that of long lists. */
export async function onDevicesPage<T>(
  browser: Browser,
  site: Site,
  act: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(TIMEOUT_MS);
  try {
    const page = await context.newPage();
    await addProbe(page);
    // With the patience of this context: pairing this browser makes 2026.9.6 write all devices again.
    await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
    await pairedTable(page).waitFor();
    return await act(page);
  } finally {
    await context.close();
  }
}
