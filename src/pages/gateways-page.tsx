import { useLocation, useNavigate } from "react-router";
import { useSwitchGateway } from "#data/gateway-in-use.ts";
import { useGateways } from "#data/gateways.ts";
import { AddGatewayDialog } from "#features/connect/add-gateway-dialog.tsx";
import { GatewaysTable } from "#features/gateways/gateways-table.tsx";
import { Button } from "#ui/button.tsx";
import { Page } from "#ui/page.tsx";

/** All gateways that this browser knows. */
export default function GatewaysPage() {
  const location = useLocation();
  const isAdding = wantsToAdd(location.state);
  const gateways = useGateways();
  const switchGateway = useSwitchGateway();
  const navigate = useNavigate();
  return (
    <Page
      title="Gateways"
      tabTitle="Gateways"
      subtitle="The gateways that this browser knows. Each keeps its own connection, tokens and activity log."
      actions={
        <Button variant="primary" onClick={() => void navigate("/gateways", { state: ADDS })}>
          Add gateway…
        </Button>
      }
    >
      <GatewaysTable />
      {isAdding && (
        <AddGatewayDialog
          onClose={() => void navigate("/gateways", { replace: true })}
          onConnect={(url, typed) => {
            switchGateway(url);
            gateways.of(url).connect(typed);
            void navigate("/connect");
          }}
        />
      )}
    </Page>
  );
}

const ADDS = { adds: true };

function wantsToAdd(state: unknown): boolean {
  return typeof state === "object" && state !== null && "adds" in state;
}
