import { FindingLink } from "#components/links.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useGateway } from "#data/gateway.ts";
import { explainConnectFailure } from "#domain/recovery/connect-errors.ts";
import { safeText } from "#lib/safe-text.ts";

/** Why this gateway is not connected, in one line, with the way to its finding. */
export function LastFailure() {
  const { url } = useGateway();
  const { state, attempts } = useConnectionSnapshot();
  if (state.phase === "idle" || state.phase === "connected") return null;
  const { failure = null, credential = null } =
    attempts.findLast((attempt) => attempt.failure !== null) ?? {};
  if (!failure) return null;
  const { title, code } = explainConnectFailure({
    ...failure,
    context: { pageOrigin: location.origin, gatewayUrl: url, credential },
  });
  return (
    <p className="mt-1 text-sm">
      {code !== null && <span className="font-mono">{safeText(code, 80).plain} </span>}
      {title} <FindingLink code={code} />
    </p>
  );
}
