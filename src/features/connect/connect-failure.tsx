import { FailureNotice } from "#components/failure-notice.tsx";
import type { CredentialKind } from "#domain/connection/attempt.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";
import { explainConnectFailure } from "#domain/recovery/connect-errors.ts";

interface ConnectFailureNoticeProps {
  readonly failure: ConnectFailure;
  /** This browser's own request was rejected. */
  readonly isTurnedDown: boolean;
  readonly gatewayUrl: string;
  /** What the attempt signed in with; null if unknown. */
  readonly credential: CredentialKind | null;
}

/** Why the gateway cannot be reached or does not let this browser in, and what to do next. */
export function ConnectFailureNotice(props: ConnectFailureNoticeProps) {
  const { failure, isTurnedDown, gatewayUrl, credential } = props;
  const explained = explainConnectFailure({
    ...failure,
    context: { pageOrigin: location.origin, gatewayUrl, credential },
  });
  const explanation = isTurnedDown
    ? {
        title: "This browser’s request was rejected",
        cause: "Somebody rejected it, or it was removed before its five minutes were over.",
        next: "“Connect” asks again. Talk to whoever runs the gateway first.",
      }
    : explained;
  return <FailureNotice explanation={{ ...explanation, code: failure.code }} />;
}
