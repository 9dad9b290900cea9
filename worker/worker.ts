import { keptPageName } from "../src/lib/kept-page-name.ts";

/**
 * The service worker: it keeps the files of this page, and nothing else, so that the page opens without its server. See
 * decision 0022. scripts/worker-plugin.ts builds it and says which files there are.
 */
declare const self: ServiceWorkerGlobalScope;

/** Put in at build. */
declare const BUILD: {
  /** Paths below the folder of the page, each with the digest of its content. */
  readonly files: readonly (readonly [path: string, integrity: string])[];
  /** The index as it was built: it names no gateway. */
  readonly index: { readonly body: string; readonly headers: Readonly<Record<string, string>> };
  /** The digest of all of the above. */
  readonly version: string;
};

/** An event that not every browser knows all of yet. */
interface InstallEvent extends ExtendableEvent {
  readonly addRoutes?: (rules: readonly object[]) => Promise<void>;
}

const { files, index, version } = BUILD;
const SCOPE = self.registration.scope;
const INDEX_PATH = "index.html";
const KEPT_PAGES = keptPageName(SCOPE);
const KEPT_PAGE = `${KEPT_PAGES}${version}`;
/** Names below it have a hash of the content. */
const ASSETS = new URL("assets/", SCOPE).href;
/** The rest has the same name in every version. */
const NAMED = new Set(
  ["", INDEX_PATH, ...files.map(([path]) => path)].map((path) => new URL(path, SCOPE).href),
);

/** A server that has not answered by then is taken for one that is gone: a tunnel that hangs, for instance. */
const PATIENCE_MS = 3_000;

/** Puts all of the page into a cache, or nothing. What the browser has loaded already comes from its own cache. */
async function keep(): Promise<void> {
  // Deleted first: the last of the caches is taken for the newest, and an old version may come back.
  await caches.delete(KEPT_PAGE);
  const cache = await caches.open(KEPT_PAGE);
  try {
    // The digest: some hosts answer with a page where a file is missing.
    await cache.addAll(files.map(([path, integrity]) => new Request(new URL(path, SCOPE), { integrity })));
    await cache.put(new URL(INDEX_PATH, SCOPE), new Response(index.body, { headers: index.headers }));
  } catch (error) {
    await caches.delete(KEPT_PAGE);
    throw error;
  }
}

/** Has the browser do without this worker where it can: files come straight from the cache or the network. */
async function addRoutes(event: InstallEvent): Promise<void> {
  const pathOf = (address: string) => ({
    urlPattern: new URLPattern({ pathname: new URL(address).pathname }),
  });
  try {
    await event.addRoutes?.([
      { condition: pathOf(`${ASSETS}*`), source: "cache" },
      {
        condition: { or: [...NAMED].filter((address) => !address.startsWith(ASSETS)).map(pathOf) },
        source: "race-network-and-fetch-handler",
      },
      { condition: { urlPattern: new URLPattern({}) }, source: "network" },
    ]);
  } catch {
    // Without routes this worker answers.
  }
}

/** All but the newest and the one before it, which tabs may still have open. */
async function dropOldPages(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT_PAGES));
  await Promise.all(names.slice(0, -2).map((name) => caches.delete(name)));
}

async function answerFromNetwork(request: Request, address: string): Promise<Response> {
  const answered = fetch(request).catch(() => null);
  const inTime = await Promise.race([
    answered,
    new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null)),
  ]);
  // A proxy answers so when the server behind it is gone.
  if (inTime && inTime.status < 500) return inTime.status === 401 ? letLogIn(request, inTime) : inTime;
  const cache = await caches.open(KEPT_PAGE);
  const kept = await cache.match(address === SCOPE ? new URL(INDEX_PATH, SCOPE) : address);
  return kept ?? (await answered) ?? Response.error();
}

/**
 * A proxy wants a password. Browsers ask for it only where no worker answers, so this one goes; the page brings it back
 * once it is signed in.
 */
async function letLogIn(request: Request, refusal: Response): Promise<Response> {
  const isGone = request.mode === "navigate" && (await self.registration.unregister());
  return isGone ? Response.redirect(request.url) : refusal;
}

async function answerFromCache(request: Request): Promise<Response> {
  // In all caches: a tab may still have the version before.
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("install", (event: InstallEvent) => {
  // Nothing changes for tabs that are open: the files of their version stay.
  event.waitUntil(Promise.all([keep(), addRoutes(event)]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(dropOldPages()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  const address = origin + pathname;
  if (address.startsWith(ASSETS)) event.respondWith(answerFromCache(request));
  else if (NAMED.has(address)) event.respondWith(answerFromNetwork(request, address));
});
