import { useState } from "react";
import type { Start } from "#data/start.ts";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { ConnectFailureNotice } from "#features/connect/connect-failure.tsx";
import { ConnectForm, type SignIn } from "#features/connect/connect-form.tsx";
import { LinkQuestion } from "#features/connect/link-question.tsx";
import { WhereToFind } from "#features/connect/where-to-find.tsx";
import { WaitingForApproval } from "#features/connect/waiting-for-approval.tsx";
import { Notice } from "#ui/notice.tsx";
import { Page } from "#ui/page.tsx";

/** Sign-in: a gateway, a credential, and what stands in the way. */
export default function ConnectPage({ start }: { readonly start: Start }) {
  const connection = useConnection();
  const { state, attempts, deviceId } = useConnectionSnapshot();
  const [question, setQuestion] = useState(start.question);
  const gatewayUrl = state.gatewayUrl ?? start.gatewayUrl;

  const signIn = ({ gatewayUrl: url, token, password, remember }: SignIn) => {
    setQuestion(null);
    const isTyped = token !== "" || password !== "";
    connection.connect(url, isTyped ? { token, password, remember } : undefined);
  };

  const isWaiting = state.phase === "waiting" && state.waitsFor === "approval";
  return (
    <Page
      title="Connect to a gateway"
      tabTitle="Connect"
      subtitle="This page talks straight to your OpenClaw gateway. What you type goes to that gateway and nowhere else."
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-4">
          {question && (
            <LinkQuestion
              gatewayUrl={question.gatewayUrl}
              hasToken={question.token !== null}
              onIgnore={() => setQuestion(null)}
              onUse={() =>
                signIn({
                  gatewayUrl: question.gatewayUrl,
                  token: question.token ?? "",
                  password: "",
                  remember: false,
                })
              }
            />
          )}
          {start.problem && state.phase === "idle" && (
            <Notice tone="danger" role="alert" title={start.problem.title}>
              The link you opened names a gateway in a way that cannot be used. {start.problem.sentence}
            </Notice>
          )}
          {(state.phase === "blocked" || (state.phase === "waiting" && !isWaiting)) && (
            <ConnectFailureNotice
              failure={state.failure}
              isTurnedDown={state.phase === "blocked" && state.isTurnedDown}
              gatewayUrl={state.gatewayUrl}
              credential={attempts.at(-1)?.credential ?? null}
            />
          )}
          <div className="rounded-xl border border-line bg-surface p-5 sm:p-6">
            {isWaiting ? (
              <WaitingForApproval
                pairing={state.failure.pairing}
                deviceId={deviceId}
                scopes={attempts.at(-1)?.scopes ?? []}
                onAskNow={() => connection.retry()}
                onCancel={() => connection.disconnect()}
              />
            ) : (
              <ConnectForm
                // Once the question is answered the form is about the answer: what is typed must go there.
                key={question === null ? "answered" : "asked"}
                gatewayUrl={gatewayUrl}
                isBusy={state.phase === "opening" || state.phase === "authenticating"}
                onConnect={signIn}
              />
            )}
          </div>
        </div>
        {!isWaiting && <WhereToFind />}
      </div>
    </Page>
  );
}
