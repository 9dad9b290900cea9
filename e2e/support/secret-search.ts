import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { z } from "zod";

/** Frames that bring a token. */
const hello = z.object({ payload: z.object({ auth: z.object({ deviceToken: z.string().min(1) }) }) });
const setup = z.object({ payload: z.object({ setupCode: z.string(), joinUrl: z.string().optional() }) });
const bootstrap = z.object({ bootstrapToken: z.string() });
const rotation = z.object({ payload: z.object({ token: z.string().min(1), rotatedAtMs: z.number() }) });

const withToken = z.object({ token: z.string().min(1) });
/** What old gateways say of nodes. */
const approvedNode = z.object({ payload: z.object({ node: withToken }) });
const nodeList = z.object({ payload: z.object({ paired: z.array(withToken) }) });

/** What the page's storages hold, binary values in hex. Keys that cannot be extracted have no text. */
async function readStorages(page: Page): Promise<readonly (readonly [place: string, text: string])[]> {
  return page.evaluate(async () => {
    const textOf = (value: unknown) =>
      JSON.stringify(value, (_key, part: unknown) => {
        if (!ArrayBuffer.isView(part) && !(part instanceof ArrayBuffer)) return part;
        const bytes = part instanceof ArrayBuffer ? new Uint8Array(part) : new Uint8Array(part.buffer);
        return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      });
    const places: [string, string][] = [
      ["localStorage", textOf(Object.entries(localStorage))],
      ["sessionStorage", textOf(Object.entries(sessionStorage))],
      ["cookies", document.cookie],
      ["address", [location.href, document.referrer, window.name, textOf(history.state)].join("\n")],
    ];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        places.push(["caches", `${request.url}\n${await (await cache.match(request))?.text()}`]);
    }
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener("success", () => resolve(opening.result));
        opening.addEventListener("error", () => reject(new Error(`${name} cannot be opened`)));
      });
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [values, keys] = [objects.getAll(), objects.getAllKeys()];
        await new Promise((resolve) => keys.addEventListener("success", resolve));
        places.push([`IndexedDB ${name}/${store}`, textOf([values.result, keys.result])]);
      }
      database.close();
    }
    return places;
  });
}

/** Everything that the page has written anywhere, as one text. */
export async function everythingStored(page: Page): Promise<string> {
  const storages = await readStorages(page);
  return storages.map(([, text]) => text).join("\n") + JSON.stringify(await page.context().cookies());
}

/** What stands in the fields of the page. */
async function fieldValues(page: Page): Promise<string> {
  const values = await page.evaluate(() =>
    [...document.querySelectorAll("input, textarea")].map((one) => ("value" in one ? String(one.value) : "")),
  );
  return values.join("\n");
}

export async function everythingInTheDocument(page: Page): Promise<string> {
  return (await page.content()) + (await fieldValues(page)) + (await page.title());
}

/** Looks for secrets in every place that a page can leave them; what it logs, asks for and saves is collected. */
export class SecretSearch {
  readonly #page: Page;
  readonly #secrets: { readonly kind: string; readonly value: string }[] = [];
  readonly #printed: string[] = [];
  readonly #requested: string[] = [];
  readonly #downloads: Promise<string>[] = [];
  /** Texts that the page gave away otherwise: copied, for example. */
  readonly #others: [place: string, text: string][] = [];

  constructor(page: Page) {
    this.#page = page;
    page.on("console", (message) => this.#printed.push(message.text()));
    page.on("pageerror", (error) => this.#printed.push(String(error.stack)));
    page.on("request", (request) => {
      const headers = JSON.stringify(request.headers());
      // What follows the hash is never sent.
      this.#requested.push(`${request.url().split("#")[0]}\n${headers}\n${request.postData() ?? ""}`);
    });
    page.on("download", (download) => {
      const text = download.path().then((path) => readFile(path, "utf8"));
      this.#downloads.push(text.then((content) => download.suggestedFilename() + content));
    });
    page.on("websocket", (socket) => {
      this.#requested.push(socket.url());
      socket.on("framereceived", ({ payload }) => this.#learnFrom(JSON.parse(payload.toString())));
    });
  }

  /** Adds a secret to what is searched for. */
  learn(kind: string, value: string): void {
    this.#secrets.push({ kind, value });
  }

  /** Adds a text to where is searched. */
  include(place: string, text: string): void {
    this.#others.push([place, text]);
  }

  /** The values of one kind that are known. */
  known(kind: string): readonly string[] {
    return this.#secrets.filter((secret) => secret.kind === kind).map(({ value }) => value);
  }

  /** How many files were saved. */
  get downloadCount(): number {
    return this.#downloads.length;
  }

  /** Says which kinds of secrets are where, as "{kind} in {place}", sorted. */
  async find(): Promise<readonly string[]> {
    const places = await this.#places();
    const found = places.flatMap(([place, text]) =>
      this.#secrets.flatMap(({ kind, value }) =>
        formsOf(value).some((form) => text.includes(form)) ? [`${kind} in ${place}`] : [],
      ),
    );
    return [...new Set(found)].toSorted();
  }

  async #places(): Promise<readonly (readonly [string, string])[]> {
    const page = this.#page;
    const devtools = await page.context().newCDPSession(page);
    const { entries } = await devtools.send("Page.getNavigationHistory");
    await devtools.detach();
    return [
      ...(await readStorages(page)),
      ["cookies", JSON.stringify(await page.context().cookies())],
      ["history", entries.map(({ url, title }) => `${url}\n${title}`).join("\n")],
      ["document", (await page.content()) + (await page.title())],
      ["fields", await fieldValues(page)],
      ["console", this.#printed.join("\n")],
      ["requests", this.#requested.join("\n")],
      ["downloads", (await Promise.all(this.#downloads)).join("\n")],
      ...this.#others,
    ];
  }

  /** A setup code holds a token, which somebody who has it does not need the rest for. */
  #learnSetup({ setupCode, joinUrl }: z.infer<typeof setup>["payload"]): void {
    this.learn("setup code", setupCode);
    if (joinUrl !== undefined) this.learn("join link", joinUrl);
    const decoded: unknown = JSON.parse(Buffer.from(setupCode, "base64url").toString("utf8"));
    this.learn("setup token", bootstrap.parse(decoded).bootstrapToken);
  }

  #learnFrom(frame: unknown): void {
    const signedIn = hello.safeParse(frame);
    if (signedIn.success) this.learn("device token", signedIn.data.payload.auth.deviceToken);
    const made = setup.safeParse(frame);
    if (made.success) this.#learnSetup(made.data.payload);
    const rotated = rotation.safeParse(frame);
    if (rotated.success) this.learn("rotated token", rotated.data.payload.token);
    const approved = approvedNode.safeParse(frame);
    if (approved.success) this.learn("node token", approved.data.payload.node.token);
    const nodes = nodeList.safeParse(frame);
    if (nodes.success) for (const { token } of nodes.data.payload.paired) this.learn("node token", token);
  }
}

/** As it is, and as what it may have been made into on the way. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const forms = [value, encodeURIComponent(value), bytes.toString("hex"), bytes.toString("base64url")];
  return [...forms, bytes.toString("base64").replace(/=+$/, "")];
}
