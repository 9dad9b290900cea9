import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { answer, createPageFiles, withGateway, type PageFiles } from "./page-files.ts";

/** The part of the gateway's plugin API that is used here. */
export interface PluginApi {
  readonly config?: { readonly gateway?: { readonly controlUi?: { readonly basePath?: string } } };
  readonly registerHttpRoute: (route: {
    readonly path: string;
    readonly match: "prefix";
    readonly auth: "plugin";
    readonly handler: (request: IncomingMessage, response: ServerResponse) => true;
  }) => void;
}

/** The same path from `bin/plugin.js`, which this file is built into. */
const DIST_DIR = fileURLToPath(new URL("../dist", import.meta.url));

const FOLDER = "/gatehouse";

/** The gateway is one folder above the page. Its scheme, host and path are known to the browser only. */
const GATEWAY_ABOVE = "..";

export const id = "gatehouse";
export const name = "Gatehouse";

function openFiles(): PageFiles {
  const files = createPageFiles(DIST_DIR);
  files.setIndex(withGateway(readFileSync(join(DIST_DIR, "index.html"), "utf8"), GATEWAY_ABOVE));
  return files;
}

/** The paths of the page. One is below the gateway's base path, for proxies that forward only that. */
function placesOf({ config }: PluginApi): readonly string[] {
  const basePath = (config?.gateway?.controlUi?.basePath ?? "").replaceAll(/^[\s/]+|[\s/]+$/g, "");
  return basePath === "" ? [FOLDER] : [FOLDER, `/${basePath}${FOLDER}`];
}

/** Called by the gateway, and by every command of `openclaw`; so files are read with the first request. */
export function register(api: PluginApi): void {
  let files: PageFiles | null = null;
  for (const place of placesOf(api)) {
    api.registerHttpRoute({
      path: place,
      match: "prefix",
      auth: "plugin",
      handler: (request, response) => {
        files ??= openFiles();
        const [pathname = "", search] = (request.url ?? "").split("?", 2);
        if (pathname === place) {
          // Relative, since a proxy may have removed a part of the path.
          response.setHeader("Location", `.${FOLDER}/${search === undefined ? "" : `?${search}`}`);
          answer(response, 308, "Gatehouse is at this address with a slash at the end.");
        } else if (pathname.startsWith(`${place}/`)) {
          files.handle(request, response, pathname.slice(place.length));
        } else {
          // Gateways match loosely: /Gatehouse/ and /gatehouse%2f come here as well.
          answer(response, 404, "Not found.");
        }
        return true;
      },
    });
  }
}
