import { countWaiting, useAllWaiting } from "#data/gateways.ts";
import { useKnownGateways } from "#data/gateway-in-use.ts";
import { WaitingRequests } from "#features/approvals/waiting-requests.tsx";
import { AllNodeCommands } from "#features/node-commands/node-commands-table.tsx";
import { Page } from "#ui/page.tsx";

/** Everything that waits for a decision, over all connected gateways. */
export default function InboxPage() {
  const count = countWaiting(useAllWaiting());
  const gatewayCount = useKnownGateways().length;
  return (
    <Page
      title="Inbox"
      tabTitle="Inbox"
      subtitle={`${count} waiting for approval on ${gatewayCount === 1 ? "one gateway" : `${gatewayCount} gateways`}`}
    >
      <WaitingRequests />
      <AllNodeCommands />
    </Page>
  );
}
