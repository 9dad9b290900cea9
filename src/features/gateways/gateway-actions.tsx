import { useState } from "react";
import { EditGatewayDialog } from "./edit-gateway-dialog.tsx";
import { ForgetGatewayDialog } from "./forget-gateway-dialog.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useGateway } from "#data/gateway.ts";
import { moveKnown, type KnownGateway } from "#data/known-gateways.ts";
import { Menu } from "#ui/menu.tsx";

interface GatewayActionsProps {
  readonly known: KnownGateway;
  /** Safe to show. */
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** What can be done about a gateway in this browser. */
export function GatewayActions({ known, name, isFirst, isLast }: GatewayActionsProps) {
  const gateway = useGateway();
  const { phase } = useConnectionSnapshot().state;
  const [dialog, setDialog] = useState<"edit" | "forget" | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu
        variant="ghost"
        size="small"
        aria-label={`Actions for ${name}`}
        entries={[
          { label: "Name and colour…", onSelect: () => setDialog("edit") },
          { label: "Move up", isDisabled: isFirst, onSelect: () => moveKnown(known.url, -1) },
          { label: "Move down", isDisabled: isLast, onSelect: () => moveKnown(known.url, 1) },
          phase === "idle"
            ? { label: "Connect", onSelect: () => gateway.connect() }
            : { label: "Disconnect", onSelect: () => gateway.disconnect() },
          { label: "Forget…", onSelect: () => setDialog("forget") },
        ]}
      >
        <span aria-hidden className="text-xl leading-none font-bold">
          ⋯
        </span>
      </Menu>
      {dialog === "edit" && <EditGatewayDialog known={known} onClose={close} />}
      {dialog === "forget" && <ForgetGatewayDialog name={name} onClose={close} />}
    </>
  );
}
