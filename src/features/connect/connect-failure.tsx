import { Link } from "react-router";
import { explainConnectFailure } from "#domain/recovery/explain.ts";
import { addressPart } from "#lib/address-part.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { Command } from "#ui/command.tsx";
import { Notice } from "#ui/notice.tsx";
import type { CredentialKind } from "#gateway/attempts.ts";
import type { ConnectFailure } from "#gateway/failures.ts";

interface ConnectFailureNoticeProps {
  readonly failure: ConnectFailure;
  /** This browser's own request was turned down. */
  readonly isTurnedDown: boolean;
  readonly gatewayUrl: string;
  /** What the attempt carried; null where that is not known. */
  readonly credential: CredentialKind | null;
}

/** Why the gateway cannot be reached or does not let this browser in, and what to do. */
export function ConnectFailureNotice({
  failure,
  isTurnedDown,
  gatewayUrl,
  credential,
}: ConnectFailureNoticeProps) {
  if (isTurnedDown) {
    return (
      <Notice tone="danger" role="alert" title="The request of this browser was turned down">
        <FailureCode code={failure.code} />
        <p>Somebody rejected it, or it was removed before its five minutes were over.</p>
        <p>“Connect” asks again. Talk to whoever runs the gateway first.</p>
        <TroubleshootLink code={failure.code} />
      </Notice>
    );
  }
  const explanation = explainConnectFailure({
    ...failure,
    context: { pageOrigin: location.origin, gatewayUrl, credential },
  });
  return (
    <Notice tone="danger" role="alert" title={explanation.title}>
      <FailureCode code={failure.code} />
      <p>{explanation.cause}</p>
      <p>{explanation.next}</p>
      {explanation.commands?.map((command) => (
        <Command key={command.command} {...command} />
      ))}
      <TroubleshootLink code={failure.code} />
    </Notice>
  );
}

function FailureCode({ code }: { readonly code: string | null }) {
  return code !== null && <Badge tone="danger">{safeText(code).plain}</Badge>;
}

function TroubleshootLink({ code }: { readonly code: string | null }) {
  return (
    <Link className="font-medium text-accent-text underline" to={`/troubleshoot/${addressPart(code ?? "")}`}>
      Troubleshoot
    </Link>
  );
}
