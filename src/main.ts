import "./app/theme.css";
import { start } from "#data/start.ts";
import { isTrustedRetryEndpoint } from "#domain/gateway-url.ts";
import { readStartParameters } from "#domain/start-parameters.ts";
import { describeBrowser } from "#gateway/client-info.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import { Connections } from "#gateway/connections.ts";
import { CredentialVault } from "#gateway/credentials.ts";
import { sharedDatabase } from "#gateway/database.ts";
import { loadIdentity } from "#gateway/device-identity.ts";
import { localStore, tabStore } from "#lib/safe-storage.ts";
import { refuseInFrame, showNotLoaded } from "./without-screen.ts";

// The first of two parts: it opens the connection, and while the gateway answers, the browser reads the second, which
// draws. See docs/performance.md.
function open(): void {
  const openDatabase = sharedDatabase();
  const vault = new CredentialVault(tabStore, localStore);
  const connections = new Connections({
    openDatabase,
    loadIdentity: (database) => loadIdentity(database, () => describeBrowser(navigator.userAgent)),
    vault,
    isTrustedEndpoint: (url) => isTrustedRetryEndpoint(url, location.host),
    isPageVisible: () => document.visibilityState === "visible",
  });
  const opened = start(connections, vault);

  window.addEventListener("online", () => connections.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") connections.wake();
  });
  // A link with a token that is pasted into an open tab changes only the hash, which loads nothing anew.
  window.addEventListener("hashchange", () => {
    if (readStartParameters(new URL(location.href)) !== null) location.reload();
  });

  // To read and to draw the second part keeps the browser busy for longer than a gateway nearby takes to answer. So the
  // challenge is answered first, and the gateway works meanwhile. No `await` here: the second part imports from the
  // file that this is in, and would wait for it in a circle.
  Promise.race([
    untilAsked(connections.of(opened.gatewayUrl)),
    new Promise((resolve) => setTimeout(resolve, DRAW_AT_LATEST_MS)),
  ])
    .then(() => Promise.all([import("./screen.tsx"), untilParsed()]))
    .then(([{ draw }]) => draw(connections, openDatabase, opened))
    .catch((error: unknown) => untilParsed().then(() => showNotLoaded(error)));
}

/** Resolves when the gateway has been asked to let this browser in, or when there is nothing to ask. */
function untilAsked(connection: GatewayConnection): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      const { state, attempts } = connection.getSnapshot();
      const isOnItsWay = state.phase === "opening" || state.phase === "authenticating";
      const wasAsked = attempts.at(-1)?.phases.some(({ phase }) => phase === "signed") === true;
      if (!isOnItsWay || wasAsked) {
        stop();
        resolve();
      }
    };
    const stop = connection.subscribe(check);
    check();
  });
}

/** Resolves when the document has its body: the script that this file is loaded by does not wait for that. */
function untilParsed(): Promise<void> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", () => resolve());
  });
}

/** Longer than a gateway nearby takes to send its challenge, and too short for anybody to notice. */
const DRAW_AT_LATEST_MS = 100;

// Whoever puts this page into one of their own can lay things over it, and have a person approve what is not seen.
if (window.top === window.self) open();
else void untilParsed().then(refuseInFrame);
