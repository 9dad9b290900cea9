import { useEffect, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useTroubleshootFacts } from "#data/troubleshoot.ts";
import type { TroubleshootFacts } from "#domain/recovery/facts.ts";
import type { Finding } from "#domain/recovery/finding.ts";
import { findingForCode, findingForPasted, findingsFor } from "#domain/recovery/findings.ts";
import type { PastedError } from "#domain/recovery/paste.ts";
import { Checklist } from "#features/troubleshoot/checklist.tsx";
import { CopyDiagnostics } from "#features/troubleshoot/copy-diagnostics.tsx";
import { DeviceChoice } from "#features/troubleshoot/device-choice.tsx";
import type { TakeAction } from "#features/troubleshoot/finding-step.tsx";
import { Findings } from "#features/troubleshoot/findings.tsx";
import { Forget } from "#features/troubleshoot/forget.tsx";
import { HandshakeTimeline } from "#features/troubleshoot/handshake-timeline.tsx";
import { PasteBox } from "#features/troubleshoot/paste-box.tsx";
import { TryToken } from "#features/troubleshoot/try-token.tsx";
import { useRecovery } from "#features/troubleshoot/use-recovery.ts";
import { pathPart } from "#lib/path-part.ts";
import { Button } from "#ui/button.tsx";
import { Page } from "#ui/page.tsx";

/** Why a client cannot get in, how that is known, and what mends it: this browser, another device, a pasted error. */
export default function TroubleshootPage({ gatewayUrl }: { readonly gatewayUrl: string }) {
  const { code } = useParams();
  const connection = useConnection();
  const navigate = useNavigate();
  const { state, attempts, unreadableFrames } = useConnectionSnapshot();
  const facts = useTroubleshootFacts();
  const recovery = useRecovery(gatewayUrl, facts.stored.hasDeviceToken);
  const [pasted, setPasted] = useState<PastedError | null | undefined>(undefined);
  const isConnected = state.phase === "connected";
  const own = findingsFor(facts);
  // Many errors do not say whose they are; then it is the device that was chosen in the checklist.
  const pastedId = pasted?.deviceId ?? recovery.chosenId ?? undefined;
  const isPastedPaired = useDeviceList(gatewayUrl).data?.paired.some(({ deviceId }) => deviceId === pastedId);
  const pastedFinding =
    pasted &&
    findingForPasted(
      pastedId === undefined ? pasted : { ...pasted, deviceId: pastedId },
      isPastedPaired ? "device" : "elsewhere",
    );
  // What this browser ran into itself may be over by now, though the link that led here still names it.
  const isOwnCode = code === undefined || attempts.some(({ failure }) => failure?.code === code);
  const findings = pastedFinding ? putFirst(pastedFinding, own) : isOwnCode ? own : withCode(own, code);
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
      void navigate(pastedId === undefined ? "/devices" : `/devices/${pastedId}`);
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
                <TryToken gatewayUrl={gatewayUrl} onTry={recovery.noteRetried} />
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
        </div>
        <div className="space-y-4">
          <RecoveryChecklist recovery={recovery} gatewayUrl={gatewayUrl} />
          {!isConnected && (
            <Forget
              {...facts.stored}
              hasSharedCredential={facts.stored.hasSharedToken || facts.stored.hasPassword}
              onForget={() => {
                recovery.noteForgotten();
                recovery.noteRetried();
              }}
            />
          )}
        </div>
        <HandshakeTimeline attempts={attempts} />
        <CopyDiagnostics
          gatewayUrl={gatewayUrl}
          findings={findings}
          storedCredentials={kindsOf(facts.stored)}
        />
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

/** What is asked about, and then what is wrong here; that nothing is wrong here would only confuse. */
function putFirst(finding: Finding, others: readonly Finding[]): readonly Finding[] {
  return [finding, ...others.filter(({ id, severity }) => id !== finding.id && severity !== "info")];
}

/** The findings, and first the one that the address asks about. */
function withCode(own: readonly Finding[], code: string): readonly Finding[] {
  const asked = findingForCode(code);
  return putFirst(own.find(({ id }) => id === asked.id) ?? asked, own);
}

interface RecoveryChecklistProps {
  readonly recovery: ReturnType<typeof useRecovery>;
  readonly gatewayUrl: string;
}

/** The five steps, with what can be done at each of them. */
function RecoveryChecklist({ recovery, gatewayUrl }: RecoveryChecklistProps) {
  const open = useOpenDialog();
  const { state } = useConnectionSnapshot();
  const list = useDeviceList(gatewayUrl).data;
  const isConnected = state.phase === "connected";
  const device = list?.paired.find(({ deviceId }) => deviceId === recovery.chosenId);
  const request = list?.pending.find(({ deviceId }) => deviceId === recovery.chosenId);
  const renderTools = (index: number) => {
    if (index === 0) return !isConnected && <Confirm onConfirm={recovery.confirmTokenSource} />;
    if (!isConnected || !list) return null;
    if (index === 1) {
      return (
        <DeviceChoice
          devices={list.paired}
          pending={list.pending}
          chosenId={recovery.chosenId}
          onChoose={recovery.choose}
        />
      );
    }
    if (index === 2 && device)
      return (
        <Button size="small" onClick={() => open({ kind: "rotate", device })}>
          Rotate token…
        </Button>
      );
    if (index !== 3) return null;
    if (request) {
      return (
        <Link
          className="font-medium text-accent-text underline"
          to={`/devices?review=${pathPart(request.requestId)}`}
        >
          Review its request
        </Link>
      );
    }
    return (
      device && (
        <Button size="small" variant="danger" onClick={() => open({ kind: "remove", device })}>
          Remove device…
        </Button>
      )
    );
  };
  return <Checklist items={recovery.items} renderTools={renderTools} />;
}

function Confirm({ onConfirm }: { readonly onConfirm: () => void }) {
  return (
    <Button size="small" onClick={onConfirm}>
      I have checked it
    </Button>
  );
}
