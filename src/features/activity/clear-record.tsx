import { useGateway } from "#data/gateway.ts";
import { Button } from "#ui/button.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { Notice } from "#ui/notice.tsx";

interface ClearRecordProps {
  readonly count: number;
  readonly isClearing: boolean;
  readonly hasFailed: boolean;
  readonly onClear: () => void;
  readonly onClose: () => void;
}

/** Asks before the record is forgotten: nobody else has a copy. */
export function ClearRecord({ count, isClearing, hasFailed, onClear, onClose }: ClearRecordProps) {
  const { url: gatewayUrl } = useGateway();
  return (
    <Dialog
      onClose={onClose}
      hold={holdWhile(isClearing, "Still clearing")}
      title="Clear this record"
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
          <span className="font-mono text-[0.9rem] [overflow-wrap:anywhere]">{gatewayUrl}</span> will be gone
          for good. The gateway and its devices are not touched, and neither are the records of other
          gateways.
        </p>
        {hasFailed && (
          <Notice tone="danger" role="alert" title="The record could not be cleared">
            This browser refused. Clearing the data of this site in the browser’s settings also removes it,
            together with this browser’s key.
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
