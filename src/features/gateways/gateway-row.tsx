import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { GatewayActions } from "./gateway-actions.tsx";
import { LastFailure } from "./last-failure.tsx";
import { ConnectionStatus } from "#components/connection-status.tsx";
import { GatewayName } from "#components/gateway-name.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { withGateway } from "#data/gateway-address.ts";
import { nameOfGateway, useSwitchGateway } from "#data/gateway-in-use.ts";
import type { KnownGateway } from "#data/known-gateways.ts";
import { useIsOnline } from "#data/presence.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";

interface GatewayRowProps {
  readonly known: KnownGateway;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** One gateway; a card where the page is narrow. */
export function GatewayRow({ known, isFirst, isLast }: GatewayRowProps) {
  const { state } = useConnectionSnapshot();
  const list = useDeviceList().data;
  const isOnline = useIsOnline();
  const navigate = useNavigate();
  const switchGateway = useSwitchGateway();
  const isConnected = state.phase === "connected";
  const needsPerson =
    state.phase === "idle" ||
    state.phase === "blocked" ||
    (state.phase === "waiting" && state.waitsFor === "approval");
  const name = safeText(nameOfGateway(known), 60).plain;
  return (
    <tr
      className={`border-line align-top max-md:grid max-md:grid-cols-3 max-md:gap-x-4 max-md:gap-y-2 max-md:p-4 ${isFirst ? "" : "border-t"}`}
    >
      <td className="max-md:col-span-3 md:px-4 md:py-3">
        <p className="font-semibold">
          <GatewayName />
        </p>
        {nameOfGateway(known) !== known.url && (
          <p className="font-mono text-[0.8rem] [overflow-wrap:anywhere] text-muted">{known.url}</p>
        )}
      </td>
      <td className="max-md:col-span-3 md:px-4 md:py-3">
        <ConnectionStatus />
        {isConnected && (
          <p className="mt-1 text-sm text-muted">
            {state.hello.serverVersion === undefined
              ? "Unknown version"
              : `OpenClaw ${safeText(state.hello.serverVersion, 40).plain}`}
          </p>
        )}
        <LastFailure />
      </td>
      <Count label="waiting">{list?.pending.length}</Count>
      <Count label="paired">{list?.paired.length}</Count>
      <Count label="online">{isConnected ? list?.paired.filter(isOnline).length : undefined}</Count>
      <td className="max-md:col-span-3 md:px-4 md:py-3">
        <div className="flex items-center gap-2 md:justify-end">
          {needsPerson ? (
            <Button
              size="small"
              aria-label={`Sign in to ${name}`}
              onClick={() => {
                switchGateway(known.url);
                void navigate("/connect");
              }}
            >
              Sign in
            </Button>
          ) : (
            <Button
              size="small"
              aria-label={`Open ${name}`}
              onClick={() => void navigate(withGateway("/devices", known.url))}
            >
              Open
            </Button>
          )}
          <GatewayActions known={known} name={name} isFirst={isFirst} isLast={isLast} />
        </div>
      </td>
    </tr>
  );
}

function Count({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <td className="tabular-nums md:px-4 md:py-3 md:text-right">
      {children ?? "–"}
      <span className="text-muted md:sr-only"> {label}</span>
    </td>
  );
}
