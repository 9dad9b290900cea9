import { useParams } from "react-router";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { HandshakeTimeline } from "#features/troubleshoot/handshake-timeline.tsx";
import { CopyDiagnostics } from "#features/troubleshoot/copy-diagnostics.tsx";
import { Explanation } from "#features/troubleshoot/explanation.tsx";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Page } from "#ui/page.tsx";

/** Why a client cannot get in. The guided recovery and the reading of pasted errors come with a later version. */
export default function TroubleshootPage() {
  const { code } = useParams();
  const connection = useConnection();
  const { state, attempts, unreadableFrames } = useConnectionSnapshot();
  const lastFailed = attempts.findLast(({ failure }) => failure !== null);
  const last = lastFailed?.failure ?? null;
  const isAboutLast = last !== null && (code === undefined || code === last.code);
  return (
    <Page
      title="Troubleshoot"
      tabTitle="Troubleshoot"
      subtitle={state.phase === "connected" ? "This browser is connected." : "Why this browser is not in"}
      actions={
        <Button
          variant={state.phase === "connected" ? "secondary" : "primary"}
          disabled={state.phase === "idle"}
          onClick={() => connection.retry()}
        >
          Retry connection
        </Button>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-4">
          {isAboutLast && (code !== undefined || state.phase !== "connected") ? (
            <Explanation
              failure={last}
              gatewayUrl={lastFailed?.gatewayUrl ?? ""}
              credential={lastFailed?.credential ?? null}
            />
          ) : code === undefined ? (
            <Empty title="Nothing is wrong">
              This browser signed in. When it cannot, the reason and what mends it stand here.
            </Empty>
          ) : (
            <Explanation failure={{ code, message: "" }} gatewayUrl="" credential={null} />
          )}
          {unreadableFrames > 0 && (
            <p className="text-muted">
              {unreadableFrames} messages of the gateway could not be read and were left out.
            </p>
          )}
        </div>
        <div className="space-y-4">
          <HandshakeTimeline attempts={attempts} />
          <CopyDiagnostics gatewayUrl={state.gatewayUrl ?? ""} findings={[]} storedCredentials={null} />
        </div>
      </div>
    </Page>
  );
}
