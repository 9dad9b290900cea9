import { useGateway } from "#data/gateway.ts";
import { Button } from "#ui/button.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { Notice } from "#ui/notice.tsx";

interface ClearActivityProps {
  readonly count: number;
  readonly isClearing: boolean;
  readonly hasFailed: boolean;
  readonly onClear: () => void;
  readonly onClose: () => void;
}

/** Asks before the entries are deleted, since there is no other copy. */
export function ClearActivity({ count, isClearing, hasFailed, onClear, onClose }: ClearActivityProps) {
  const { url: gatewayUrl } = useGateway();
  return (
    <Dialog
      onClose={onClose}
      hold={holdWhile(isClearing, "Still clearing")}
      title="Clear activity"
      width="narrow"
      footer={
        <>
          <DialogClose className="ml-auto">Cancel</DialogClose>
          <Button variant="danger" disabled={isClearing} onClick={onClear}>
            Clear
          </Button>
        </>
      }
    >
      <div className="space-y-3 px-5 py-4 sm:px-6">
        <p>
          {count === 1 ? "One entry" : `${count} entries`} about{" "}
          <span className="font-mono text-[0.9rem] [overflow-wrap:anywhere]">{gatewayUrl}</span> will be
          deleted for good. The gateway, its devices and the activity of other gateways are not affected.
        </p>
        {hasFailed && (
          <Notice tone="danger" role="alert" title="The activity could not be cleared">
            The browser refused. You can clear this site’s data in the browser’s settings instead, which also
            deletes this browser’s key.
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
