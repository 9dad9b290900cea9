import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "#app/app.tsx";
import { keepActivity } from "#data/activity.ts";
import { ActivityLog, ActivityLogContext } from "#data/activity-log.ts";
import { keepCommandApprovals } from "#data/command-approvals.ts";
import { ConnectionContext } from "#data/connection-context.ts";
import { Gateways, GatewaysContext } from "#data/gateway.ts";
import { keepCacheLive } from "#data/live-updates.ts";
import { createQueryClient } from "#data/query-client.ts";
import type { Start } from "#data/start.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { Database } from "#gateway/database.ts";

/** Draws the page on a connection that may stand already. */
export function draw(
  connection: GatewayConnection,
  openDatabase: () => Promise<Database>,
  opened: Start,
): void {
  const queryClient = createQueryClient();
  const gateways = new Gateways(connection, queryClient);
  const activityLog = new ActivityLog(openDatabase);
  // Before the cache: what an event says is recorded before the list that it changes.
  keepActivity(connection, queryClient, activityLog);
  keepCacheLive(connection, gateways, queryClient);
  keepCommandApprovals(connection, queryClient);

  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  // A transition is drawn in small steps: what the gateway says meanwhile is answered at once.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <ConnectionContext value={connection}>
          <QueryClientProvider client={queryClient}>
            <GatewaysContext value={gateways}>
              <ActivityLogContext value={activityLog}>
                <App start={opened} />
              </ActivityLogContext>
            </GatewaysContext>
          </QueryClientProvider>
        </ConnectionContext>
      </StrictMode>,
    ),
  );
}
