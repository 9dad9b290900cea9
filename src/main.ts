import "./app/theme.css";
import { start } from "#data/start.ts";
import { isTrustedRetryEndpoint } from "#domain/gateway-url.ts";
import { readStartParameters } from "#domain/start-parameters.ts";
import { describeBrowser } from "#gateway/client-info.ts";
import { GatewayConnection } from "#gateway/connection.ts";
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
  const connection = new GatewayConnection({
    openDatabase,
    loadIdentity: (database) => loadIdentity(database, () => describeBrowser(navigator.userAgent)),
    vault,
    isTrustedEndpoint: (url) => isTrustedRetryEndpoint(url, location.host),
    isPageVisible: () => document.visibilityState === "visible",
  });
  const opened = start(connection, vault);

  window.addEventListener("online", () => connection.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") connection.wake();
  });
  // A link with a token that is pasted into an open tab changes only the hash, which loads nothing anew.
  window.addEventListener("hashchange", () => {
    if (readStartParameters(new URL(location.href)) !== null) location.reload();
  });

  // To read and to draw the second part keeps the browser busy for longer than a gateway nearby takes to answer. So the
  // challenge is answered first, and the gateway works meanwhile. No `await` here: the second part imports from the
  // file that this is in, and would wait for it in a circle.
  Promise.race([untilAsked(connection), new Promise((resolve) => setTimeout(resolve, DRAW_AT_LATEST_MS))])
    .then(() => import("./screen.tsx"))
    .then(({ draw }) => draw(connection, openDatabase, opened))
    .catch(showNotLoaded);
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

/** Longer than a gateway nearby takes to send its challenge, and too short for anybody to notice. */
const DRAW_AT_LATEST_MS = 100;

// Whoever puts this page into one of their own can lay things over it, and have a person approve what is not seen.
if (window.top === window.self) open();
else refuseInFrame();
