import { useEffect, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { useTroubleshootFacts } from "#data/troubleshoot.ts";
import type { TroubleshootFacts } from "#domain/recovery/facts.ts";
import type { PastedError } from "#domain/recovery/paste.ts";
import { CopyDiagnostics } from "#features/troubleshoot/copy-diagnostics.tsx";
import type { TakeAction } from "#features/troubleshoot/finding-step.tsx";
import { Findings } from "#features/troubleshoot/findings.tsx";
import { Forget } from "#features/troubleshoot/forget.tsx";
import { HandshakeTimeline } from "#features/troubleshoot/handshake-timeline.tsx";
import { PasteBox } from "#features/troubleshoot/paste-box.tsx";
import { RecoveryChecklist } from "#features/troubleshoot/recovery-checklist.tsx";
import { TryToken } from "#features/troubleshoot/try-token.tsx";
import { useFindings } from "#features/troubleshoot/use-findings.ts";
import { useRecovery } from "#features/troubleshoot/use-recovery.ts";
import { addressPart } from "#lib/address-part.ts";
import { Button } from "#ui/button.tsx";
import { Page } from "#ui/page.tsx";

/** Why a client cannot get in, how that is known, and what mends it: this browser, another device, a pasted error. */
export default function TroubleshootPage() {
  const { code } = useParams();
  const connection = useConnection();
  const navigate = useNavigate();
  const { state, attempts, unreadableFrames } = useConnectionSnapshot();
  const facts = useTroubleshootFacts();
  const recovery = useRecovery(facts.stored.hasDeviceToken);
  const [pasted, setPasted] = useState<PastedError | null | undefined>(undefined);
  const isConnected = state.phase === "connected";
  // Many errors do not say whose they are; then it is the device that was chosen in the checklist.
  const pastedId = pasted?.deviceId ?? recovery.chosenId ?? undefined;
  const findings = useFindings(facts, { code, pasted, pastedId });
  const offersToken = state.phase === "blocked" || state.phase === "idle";

  // Who tried something here and got in wants to be where the devices are.
  const isMended = isConnected && recovery.isRetried;
  useEffect(() => {
    if (isMended) void navigate("/devices");
  }, [isMended, navigate]);

  const act: TakeAction = (action) => {
    if (action === "retry") {
      if (!isConnected) recovery.noteRetried();
      connection.retry();
    } else if (action === "open-connect") {
      void navigate("/connect");
    } else if (action === "open-device" || action === "rotate" || action === "remove") {
      void navigate(pastedId === undefined ? "/devices" : `/devices/${addressPart(pastedId)}`);
    }
  };
  return (
    <Page
      title="Troubleshoot"
      tabTitle="Troubleshoot"
      subtitle={isConnected ? "This browser is connected." : "Why this browser is not in, and what mends it"}
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
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-4">
          <Findings findings={findings} onAction={act}>
            {pasted && isConnected && pastedId === undefined && (
              <p className="mt-4 border-t border-line pt-4">
                Which device shows this? Choose it in the second step of the recovery checklist.
              </p>
            )}
            {offersToken && (
              <div className="mt-4 border-t border-line pt-4">
                <TryToken onTry={recovery.noteRetried} />
              </div>
            )}
          </Findings>
          <PasteBox
            onRead={(read) => {
              setPasted(read);
              // Carried into the recovery of the device that it names, if that is paired here.
              if (read?.deviceId !== undefined) recovery.choose(read.deviceId);
            }}
            isUnknown={pasted === null}
          />
          {unreadableFrames > 0 && (
            <p className="text-muted">
              {unreadableFrames} messages of the gateway could not be read and were left out.
            </p>
          )}
          <HandshakeTimeline attempts={attempts} />
        </div>
        <div className="space-y-4">
          <RecoveryChecklist recovery={recovery} />
          {!isConnected && (
            <Forget
              {...facts.stored}
              hasSharedCredential={facts.stored.hasSharedToken || facts.stored.hasPassword}
              onForgotten={() => {
                recovery.noteForgotten();
                recovery.noteRetried();
              }}
            />
          )}
          <CopyDiagnostics findings={findings} storedCredentials={kindsOf(facts.stored)} />
        </div>
      </div>
    </Page>
  );
}

function kindsOf(stored: TroubleshootFacts["stored"]) {
  return [
    ...(stored.hasDeviceToken ? (["device-token"] as const) : []),
    ...(stored.hasSharedToken ? (["shared-token"] as const) : []),
    ...(stored.hasPassword ? (["password"] as const) : []),
  ];
}
