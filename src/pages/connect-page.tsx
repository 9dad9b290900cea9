import { useState } from "react";
import type { LinkQuestion, Start } from "#data/start.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useGateway } from "#data/gateway.ts";
import { useSwitchGateway } from "#data/gateway-in-use.ts";
import { useGateways } from "#data/gateways.ts";
import { ConnectFailureNotice } from "#features/connect/connect-failure.tsx";
import { ConnectForm } from "#features/connect/connect-form.tsx";
import { LinkQuestionNotice } from "#features/connect/link-question.tsx";
import { WhereToFind } from "#features/connect/where-to-find.tsx";
import { WaitingForApproval } from "#features/connect/waiting-for-approval.tsx";
import { Notice } from "#ui/notice.tsx";
import { Page } from "#ui/page.tsx";
import type { TypedCredentials } from "#gateway/credentials.ts";

interface ConnectPageProps {
  readonly start: Start;
  /** A question about the link that opened the page, until it is answered. */
  readonly question: LinkQuestion | null;
  readonly onAnswered: () => void;
}

/** Sign-in, and why it fails or waits. */
export default function ConnectPage({ start, question, onAnswered }: ConnectPageProps) {
  const gateways = useGateways();
  const gateway = useGateway();
  const switchGateway = useSwitchGateway();
  const { state, attempts, deviceId } = useConnectionSnapshot();
  const [address, setAddress] = useState(gateway.url);

  const signIn = (gatewayUrl: string, typed: TypedCredentials | undefined) => {
    onAnswered();
    setAddress(gatewayUrl);
    switchGateway(gatewayUrl);
    gateways.of(gatewayUrl).connect(typed);
  };

  const isWaiting = state.phase === "waiting" && state.waitsFor === "approval";
  return (
    <Page
      title="Connect to a gateway"
      tabTitle="Connect"
      subtitle="This page connects directly to your OpenClaw gateway. What you enter is sent to that gateway only."
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-4">
          {question && (
            <LinkQuestionNotice
              question={question}
              onUse={() => signIn(question.gatewayUrl, question.typed)}
              onIgnore={() => {
                if (question.reason === "other-token") signIn(question.gatewayUrl, undefined);
                else onAnswered();
              }}
            />
          )}
          {start.problem && state.phase === "idle" && (
            <Notice tone="danger" role="alert" title={start.problem.title}>
              {start.problem.sentence}
            </Notice>
          )}
          {(state.phase === "blocked" || (state.phase === "waiting" && !isWaiting)) && (
            <ConnectFailureNotice
              failure={state.failure}
              isTurnedDown={state.phase === "blocked" && state.isTurnedDown}
              gatewayUrl={gateway.url}
              credential={attempts.at(-1)?.credential ?? null}
            />
          )}
          <div className="rounded-xl border border-line bg-surface p-5 sm:p-6">
            {isWaiting ? (
              <WaitingForApproval
                pairing={state.failure.pairing}
                deviceId={deviceId}
                scopes={attempts.at(-1)?.scopes ?? []}
                onAskNow={() => gateway.connection.retry()}
                onCancel={() => gateway.disconnect()}
              />
            ) : (
              <ConnectForm
                // Starts afresh once the question is answered, so that a token goes to the chosen gateway only.
                key={question === null ? "answered" : "asked"}
                address={address}
                onAddress={setAddress}
                isBusy={state.phase === "opening" || state.phase === "authenticating"}
                onConnect={signIn}
              />
            )}
          </div>
        </div>
        {!isWaiting && <WhereToFind address={address} />}
      </div>
    </Page>
  );
}
