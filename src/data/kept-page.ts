import { keptPageName } from "#lib/kept-page-name.ts";

declare global {
  interface Window {
    /** Not in every browser. What a policy makes stands for a text, and is taken for one here. */
    readonly trustedTypes?: {
      createPolicy: (
        name: string,
        rules: { readonly createScriptURL: () => string },
      ) => { readonly createScriptURL: (address: string) => string };
    };
  }
}

const WORKER = "./sw.js";

/** The address of the service worker, as the content security policy demands it. */
function workerAddress(): string {
  const policy = window.trustedTypes?.createPolicy("kept-page", { createScriptURL: () => WORKER });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}

/** The folder of this page. */
function scope(): string {
  return new URL("./", document.baseURI).href;
}

/** The caches that keep this page, the oldest version first. */
async function keptVersions(): Promise<readonly string[]> {
  const start = keptPageName(scope());
  return (await caches.keys()).filter((name) => name.startsWith(start));
}

/** Whether a version holds the files that the open page began with. */
async function isOpenVersion(name: string): Promise<boolean> {
  const cache = await caches.open(name);
  const files = [...document.querySelectorAll<HTMLScriptElement>("script[src]")].map(({ src }) => src);
  const styles = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
  for (const file of [...files, ...styles.map(({ href }) => href)])
    if (!(await cache.match(file))) return false;
  return true;
}

/** Whether the open page is an older version than the newest. One that is not kept yet is newer. */
async function isOutdated(): Promise<boolean> {
  const versions = await keptVersions();
  const isOpen = await Promise.all(versions.map(isOpenVersion));
  return isOpen.includes(true) && isOpen.at(-1) === false;
}

/**
 * Has a service worker keep the files of this page, so that it opens without its server.
 * @param onOutdated called when a newer version of the page is kept
 */
export async function keepPage(onOutdated: () => void): Promise<void> {
  // Browsers have no service workers over plain http, except on localhost.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register(workerAddress(), { updateViaCache: "none" });
  const check = async () => {
    if (await isOutdated()) onOutdated();
  };
  const follow = (worker: ServiceWorker | null) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "activated") void check();
    });
  registration.addEventListener("updatefound", () => follow(registration.installing));
  if (registration.installing) follow(registration.installing);
  else await check();
  document.addEventListener("visibilitychange", () => {
    // A tab that stays open for days loads nothing that would make the browser look for a new version.
    if (document.visibilityState === "visible") registration.update().catch(() => undefined);
  });
}

/** Removes the service worker and all that it keeps, until the page is opened again. */
export async function forgetPage(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  for (const registration of await navigator.serviceWorker.getRegistrations())
    if (registration.scope === scope()) await registration.unregister();
  for (const name of await keptVersions()) await caches.delete(name);
}
