import { explainConnectFailure } from "#domain/recovery/explain.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatClock } from "#lib/time.ts";
import { Badge } from "#ui/badge.tsx";
import { Command } from "#ui/command.tsx";
import type { CredentialKind } from "#gateway/attempts.ts";
import type { ConnectFailure } from "#gateway/failures.ts";

interface ExplanationProps {
  readonly failure: Pick<ConnectFailure, "code" | "message"> & Partial<ConnectFailure>;
  readonly gatewayUrl: string;
  /** What the attempt carried; null where that is not known. */
  readonly credential: CredentialKind | null;
}

/** One reason why a client does not get in: what it is, why, and what mends it. */
export function Explanation({ failure, gatewayUrl, credential }: ExplanationProps) {
  const explanation = explainConnectFailure({
    ...failure,
    context: { pageOrigin: location.origin, gatewayUrl, credential },
  });
  return (
    <section className="space-y-3 rounded-xl border border-line bg-surface p-5">
      {(failure.code || failure.atMs !== undefined) && (
        <p className="flex flex-wrap items-center gap-3 text-muted">
          {failure.code && <Badge tone="danger">{safeText(failure.code).plain}</Badge>}
          {failure.atMs !== undefined && `seen ${formatClock(failure.atMs)}`}
        </p>
      )}
      <h2 className="text-lg font-semibold">{explanation.title}</h2>
      <p>{explanation.cause}</p>
      <p>{explanation.next}</p>
      {explanation.commands?.map((command) => (
        <Command key={command.command} {...command} />
      ))}
      {failure.message && (
        <p className="font-mono text-[0.8rem] [overflow-wrap:anywhere] text-muted">
          {safeText(failure.message, 300).plain}
        </p>
      )}
    </section>
  );
}
