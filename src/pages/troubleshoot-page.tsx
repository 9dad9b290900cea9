import { useEffect, useRef, useState } from "react";
import { useParams } from "react-router";
import { useDevicesView } from "#components/devices-view.ts";
import { usePlaceNavigate } from "#components/use-place-navigate.ts";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { useTroubleshootFacts } from "#data/troubleshoot.ts";
import type { Finding } from "#domain/recovery/finding.ts";
import type { PastedError } from "#domain/recovery/pasted-error/parse.ts";
import { CopyDiagnostics } from "#features/troubleshoot/copy-diagnostics.tsx";
import type { TakeAction } from "#features/troubleshoot/finding-step.tsx";
import { Findings } from "#features/troubleshoot/finding-list.tsx";
import { Forget } from "#features/troubleshoot/forget.tsx";
import { HandshakeTimeline } from "#features/troubleshoot/handshake-timeline.tsx";
import { PasteBox } from "#features/troubleshoot/paste-box.tsx";
import { RecoveryChecklist } from "#features/troubleshoot/checklist.tsx";
import { TryToken } from "#features/troubleshoot/try-token.tsx";
import { useFindings } from "#features/troubleshoot/use-findings.ts";
import { useRecovery } from "#features/troubleshoot/use-recovery.ts";
import { addressPart } from "#lib/address-part.ts";
import { Button } from "#ui/button.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { Page } from "#ui/page.tsx";

// They read the gateway's log, which nobody needs who is locked out.
const TurnedAway = loadOnDemand(() => import("#features/turned-away/turned-away-table.tsx"), "TurnedAway");
// With the page, which is loaded while its server is there: it may be gone when somebody needs this.
TurnedAway.preload();

/** A client of the gateway's log that a person asks about. */
interface Explained {
  readonly finding: Finding;
  readonly deviceId: string | undefined;
}

/** Explains and fixes why this browser or another device cannot connect. */
export default function TroubleshootPage() {
  const { code } = useParams();
  const connection = useConnection();
  const navigate = usePlaceNavigate();
  const devicesView = useDevicesView();
  const { state, attempts, unreadableFrames } = useConnectionSnapshot();
  const facts = useTroubleshootFacts();
  const hasDeviceToken = facts.stored.deviceTokenScopes !== null;
  const recovery = useRecovery(hasDeviceToken);
  const [pasted, setPasted] = useState<PastedError | null | undefined>(undefined);
  const [explained, setExplained] = useState<Explained | null>(null);
  const explanation = useRef<HTMLDivElement>(null);
  const isConnected = state.phase === "connected";
  // Many errors do not name a device; then they are about the one chosen in the checklist.
  const pastedId = explained?.deviceId ?? pasted?.deviceId ?? recovery.chosenId ?? undefined;
  const findings = useFindings(facts, { code, pasted, pastedId, logged: explained?.finding });
  const offersToken = state.phase === "blocked" || state.phase === "idle";

  // Back to the devices after a successful attempt from this page.
  const isMended = isConnected && recovery.isRetried;
  useEffect(() => {
    if (isMended) navigate(`/devices${devicesView()}`);
  }, [isMended, navigate, devicesView]);

  useEffect(() => {
    if (explained) explanation.current?.focus();
  }, [explained]);

  const act: TakeAction = (action) => {
    if (action === "retry") {
      if (!isConnected) recovery.noteRetried();
      connection.retry();
    } else if (action === "open-connect") {
      navigate("/connect");
    } else if (action === "open-device" || action === "rotate" || action === "remove") {
      navigate(pastedId === undefined ? `/devices${devicesView()}` : `/devices/${addressPart(pastedId)}`);
    }
  };
  return (
    <Page
      title="Troubleshoot"
      tabTitle="Troubleshoot"
      subtitle={
        isConnected ? "This browser is connected." : "Why this browser cannot connect, and how to fix it"
      }
      actions={
        <Button
          variant={isConnected ? "secondary" : "primary"}
          disabled={state.phase === "idle"}
          onClick={() => act("retry")}
        >
          Retry connection
        </Button>
      }
    >
      {isConnected && (
        <OnDemand what="The list of those who are turned away">
          <TurnedAway
            onExplain={(finding, deviceId) => {
              setExplained({ finding, deviceId });
              if (deviceId !== undefined) recovery.choose(deviceId);
            }}
          />
        </OnDemand>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-4">
          <div ref={explanation} tabIndex={-1}>
            <Findings findings={findings} onAction={act}>
              {pasted && isConnected && pastedId === undefined && (
                <p className="mt-4 border-t border-line pt-4">
                  Which device shows this error? Choose it in step 2 of the recovery checklist.
                </p>
              )}
              {offersToken && (
                <div className="mt-4 border-t border-line pt-4">
                  <TryToken onTry={recovery.noteRetried} />
                </div>
              )}
            </Findings>
          </div>
          <PasteBox
            onRead={(read) => {
              setPasted(read);
              setExplained(null);
              // Starts the recovery of the device that the error names, if it is paired.
              if (read?.deviceId !== undefined) recovery.choose(read.deviceId);
            }}
            isUnknown={pasted === null}
          />
          {unreadableFrames > 0 && (
            <p className="text-muted">{unreadableFrames} messages from the gateway could not be read.</p>
          )}
          <HandshakeTimeline attempts={attempts} />
        </div>
        <div className="space-y-4">
          <RecoveryChecklist recovery={recovery} />
          {!isConnected && (
            <Forget
              hasDeviceToken={hasDeviceToken}
              hasIdentity={facts.stored.hasIdentity}
              hasSharedCredential={facts.stored.hasSharedToken || facts.stored.hasPassword}
              onForgotten={() => {
                recovery.noteForgotten();
                recovery.noteRetried();
              }}
            />
          )}
          <CopyDiagnostics findings={findings} storedCredentials={facts.stored} />
        </div>
      </div>
    </Page>
  );
}
