import { Link } from "react-router";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

/** The gateway refused to list its devices. */
export function ReadFailure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title="The device list could not be read"
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      The gateway says: <span className="font-mono text-sm">{safeText(error.message, 300).plain}</span>.
      Listing devices needs the right <span className="font-mono text-sm">operator.pairing</span>.{" "}
      <Link className="font-medium underline" to="/troubleshoot/missing-scope">
        Troubleshoot
      </Link>
    </Notice>
  );
}
