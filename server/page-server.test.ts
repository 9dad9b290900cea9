import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONTENT_SECURITY_POLICY } from "./headers.ts";
import { servedHosts, startPage, type PageServer } from "./page-server.ts";
import { withGateway } from "./page-files.ts";

const HTML = '<!doctype html><meta name="gatehouse-gateway" content="" /><title>x</title>';

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

/** `fetch` would neither send a Host of ours nor leave the path and the encoding alone. */
function ask(
  page: PageServer,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: page.port, path, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

describe("withGateway", () => {
  test("puts the address in, and nothing but text", () => {
    expect(withGateway(HTML, 'ws://x/?a="><script>$&')).toContain(
      'content="ws://x/?a=&#34;&#62;&#60;script&#62;$&#38;" />',
    );
  });
});

describe("servedHosts", () => {
  test("are those that a browser can show for the address", () => {
    expect(servedHosts("127.0.0.1", 4173)).toEqual(["127.0.0.1:4173", "localhost:4173"]);
    expect(servedHosts("127.0.0.1", 80)).toEqual(["127.0.0.1", "localhost"]);
    expect(servedHosts("::1", 4173)).toContain("[::1]:4173");
    expect(servedHosts("Panel.example", 4173)).toContain("panel.example:4173");
    expect(servedHosts("0.0.0.0", 4173)).not.toContain("0.0.0.0:4173");
  });
});

describe("startPage", () => {
  let directory: string;
  let page: PageServer;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "gatehouse-page-"));
    await mkdir(join(directory, "assets"));
    await writeFile(join(directory, "index.html"), HTML);
    await writeFile(join(directory, "theme.js"), "1");
    await writeFile(join(directory, "sw.js"), "3");
    await writeFile(join(directory, "icon.svg"), "<svg/>");
    await writeFile(join(directory, "assets", "app-abc.js"), "2");
    page = await startPage({ directory, host: "127.0.0.1", port: 0 });
  });

  afterAll(async () => {
    await page.close();
    await rm(directory, { recursive: true });
  });

  test("asks for patience until it knows a gateway, and then names it", async () => {
    expect((await ask(page, "/")).status).toBe(503);
    page.setGateway("ws://127.0.0.1:18789");
    const answer = await ask(page, "/");
    expect(answer.status).toBe(200);
    expect(answer.headers["cache-control"]).toBe("no-cache");
    expect(answer.body.toString()).toContain(
      '<meta name="gatehouse-gateway" content="ws://127.0.0.1:18789" />',
    );
    expect((await ask(page, "/index.html?x=1")).body).toEqual(answer.body);
    const compressed = await ask(page, "/", { headers: { "Accept-Encoding": "gzip, br" } });
    expect(compressed.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(compressed.body)).toEqual(answer.body);
  });

  test("keeps hashed files for good and asks again for all others", async () => {
    expect((await ask(page, "/assets/app-abc.js")).headers["cache-control"]).toMatch(/immutable/);
    for (const path of ["/theme.js", "/sw.js"])
      expect((await ask(page, path)).headers["cache-control"]).toBe("no-cache");
  });

  test.each([
    ["/", 200],
    ["/icon.svg", 200],
    ["/nothing", 404],
    ["/assets", 404],
    ["/../package.json", 404],
    ["/%2e%2e/package.json", 404],
    ["/%", 404],
  ])("sends its policy with the answer to %s", async (path, status) => {
    const answer = await ask(page, path);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-security-policy"]).toBe(CONTENT_SECURITY_POLICY);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });

  test("only reads", async () => {
    const answer = await ask(page, "/", { method: "POST" });
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
    const head = await ask(page, "/theme.js", { method: "HEAD" });
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  test("answers under its own names only", async () => {
    const ownNames = [`localhost:${page.port}`, `LOCALHOST:${page.port}`, `127.0.0.1:${page.port}`];
    for (const host of ownNames)
      expect((await ask(page, "/theme.js", { headers: { host } })).status).toBe(200);
    for (const host of ["evil.example", `evil.example:${page.port}`, "localhost", "localhost:1"])
      expect((await ask(page, "/theme.js", { headers: { host } })).status).toBe(421);
  });

  test("says in one line that its port is taken, or that there is no page", async () => {
    await expect(startPage({ directory, host: "127.0.0.1", port: page.port })).rejects.toThrow(
      `Port ${page.port} is taken`,
    );
    await expect(
      startPage({ directory: join(directory, "assets"), host: "127.0.0.1", port: 0 }),
    ).rejects.toThrow("The built page is missing");
  });
});
