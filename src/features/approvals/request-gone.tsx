import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

/** A link or notification led to a request that nobody can decide any more. */
export function RequestGone({ onDismiss }: { readonly onDismiss: () => void }) {
  return (
    <Notice
      tone="neutral"
      role="status"
      title="That request is no longer waiting"
      actions={<Button onClick={onDismiss}>Dismiss</Button>}
    >
      Somebody has decided it, or its time is over. A device that still wants to come in asks again; a node
      must be restarted for that.
    </Notice>
  );
}
