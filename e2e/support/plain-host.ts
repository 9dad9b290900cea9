import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

const DIST_DIR = fileURLToPath(new URL("../../dist", import.meta.url));

/**
 * Serves the built page as any static host does: no header says what it may do.
 * @param extra markup that somebody has put into the page
 * @param folder where the page is, with slashes around
 */
export async function startPlainHost(
  extra: string,
  folder = "/",
): Promise<{ readonly url: string; readonly close: () => void }> {
  const html = await readFile(join(DIST_DIR, "index.html"), "utf8");
  const files = sirv(DIST_DIR);
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    if (!path.startsWith(folder)) return response.writeHead(404).end();
    request.url = path.slice(folder.length - 1);
    if (request.url !== "/") return files(request, response);
    response.setHeader("Content-Type", "text/html");
    response.end(html.replace("</body>", `${extra}</body>`));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The host has no port");
  return {
    url: `http://127.0.0.1:${address.port}${folder}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
