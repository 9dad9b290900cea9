import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "#app/app.tsx";
import { ActivityLog, ActivityLogContext } from "#data/activity-log.ts";
import { Gateways, GatewaysContext } from "#data/gateways.ts";
import { createQueryClient } from "#data/query-client.ts";
import type { Start } from "#data/start.ts";
import type { Connections } from "#gateway/connections.ts";
import type { Database } from "#gateway/database.ts";

/** Draws the page on connections that may stand already. */
export function draw(connections: Connections, openDatabase: () => Promise<Database>, opened: Start): void {
  const queryClient = createQueryClient();
  const activityLog = new ActivityLog(openDatabase);
  const gateways = new Gateways(connections, queryClient, activityLog);

  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  // A transition is drawn in small steps: what the gateway says meanwhile is answered at once.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <GatewaysContext value={gateways}>
            <ActivityLogContext value={activityLog}>
              <App start={opened} />
            </ActivityLogContext>
          </GatewaysContext>
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
}
