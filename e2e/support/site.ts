import { fileURLToPath } from "node:url";
import { startGateway, type RunningGateway } from "../../sandbox/gateway.ts";
import { startPage, type PageServer } from "../../server/page-server.ts";

/** A real gateway, and the built page in front of it. */
export interface Site {
  readonly gateway: RunningGateway;
  /** Where the page is. It offers that gateway. */
  readonly pageUrl: string;
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export interface SiteOptions {
  readonly version: string;
  /** Default: the page's own. */
  readonly allowedOrigins?: readonly string[];
  /** Beside the page's own. */
  readonly moreOrigins?: readonly string[];
  /** The gateway's token. */
  readonly token?: string;
  /** Merged into the gateway's configuration. */
  readonly config?: Readonly<Record<string, unknown>>;
}

const DIST_DIR = fileURLToPath(new URL("../../dist", import.meta.url));

/** Serves the built page as `npm start` does, on a port of its own. */
export function servePage(directory = DIST_DIR): Promise<PageServer> {
  return startPage({ directory, host: "127.0.0.1", port: 0 });
}

/** Starts a gateway and serves the page for it. */
export async function startSite({
  allowedOrigins,
  moreOrigins = [],
  ...options
}: SiteOptions): Promise<Site> {
  const page = await servePage();
  try {
    const gateway = await startGateway({
      ...options,
      allowedOrigins: allowedOrigins ?? [...page.origins, ...moreOrigins],
    });
    page.setGateway(gateway.url);
    return {
      gateway,
      pageUrl: `${page.url}/`,
      origin: page.url,
      stop: async () => {
        await gateway.stop();
        await page.close();
      },
    };
  } catch (error) {
    await page.close();
    throw error;
  }
}
