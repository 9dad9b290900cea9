import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./app/theme.css";
import { App } from "#app/app.tsx";
import { keepActivity } from "#data/activity.ts";
import { ActivityLog, ActivityLogContext } from "#data/activity-log.ts";
import { start } from "#data/start.ts";
import { ConnectionContext } from "#data/connection-context.ts";
import { keepCacheLive } from "#data/live-updates.ts";
import { createQueryClient } from "#data/query-client.ts";
import { isTrustedRetryEndpoint } from "#domain/gateway-url.ts";
import { describeBrowser } from "#gateway/client-info.ts";
import { GatewayConnection } from "#gateway/connection.ts";
import { CredentialVault } from "#gateway/credentials.ts";
import { sharedDatabase } from "#gateway/database.ts";
import { loadIdentity } from "#gateway/device-identity.ts";

const openDatabase = sharedDatabase();
const connection = new GatewayConnection({
  openDatabase,
  loadIdentity: (database) => loadIdentity(database, () => describeBrowser(navigator.userAgent)),
  vault: new CredentialVault(sessionStorage, localStorage),
  isTrustedEndpoint: (url) => isTrustedRetryEndpoint(url, location.host),
  isPageVisible: () => document.visibilityState === "visible",
});
const queryClient = createQueryClient();
const activityLog = new ActivityLog(openDatabase);
// Before the cache: what an event says is recorded before the list that it changes.
keepActivity(connection, queryClient, activityLog);
keepCacheLive(connection, queryClient);
const opened = start(connection);

window.addEventListener("online", () => connection.wake());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") connection.wake();
});
// A link with a token that is pasted into an open tab changes only the hash, which loads nothing anew.
window.addEventListener("hashchange", () => {
  if (/[#?&](?:token|gatewayUrl)=/.test(location.hash)) location.reload();
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <ConnectionContext value={connection}>
      <QueryClientProvider client={queryClient}>
        <ActivityLogContext value={activityLog}>
          <App start={opened} />
        </ActivityLogContext>
      </QueryClientProvider>
    </ConnectionContext>
  </StrictMode>,
);
