import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

interface LogProblemProps {
  readonly isReadable: boolean;
  readonly error: Error | null;
  readonly onRetry: () => void;
}

/** Why the gateway's log is not there; nothing where it is. */
export function LogProblem({ isReadable, error, onRetry }: LogProblemProps) {
  if (!isReadable) {
    return (
      <p className="text-muted">
        Who is refused stands in the gateway’s log. To read it this browser needs the scope{" "}
        <span className="font-mono text-sm">operator.read</span>, and a gateway that hands out its log. On the
        gateway’s host, “openclaw logs --follow” shows it.
      </p>
    );
  }
  if (!error) return null;
  return (
    <Notice
      tone="warn"
      title="The gateway’s log could not be read"
      actions={<Button onClick={onRetry}>Read it again</Button>}
    >
      <p>
        The gateway answered: {safeText(error.message, 200).plain}. Everything else works without it. On the
        gateway’s host, “openclaw logs --follow” shows the same.
      </p>
    </Notice>
  );
}
