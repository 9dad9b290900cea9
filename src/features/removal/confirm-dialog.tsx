import { useEffect, useRef, useState, type ReactNode } from "react";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useHello } from "#data/session.ts";
import { guardOf, type Guard } from "#domain/administrators.ts";
import type { PairedDevice } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { explainRequestError } from "#domain/recovery/explain.ts";
import { Button } from "#ui/button.tsx";
import { Check } from "#ui/check.tsx";
import { CopyCommand } from "#ui/copy-command.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { NameAndId } from "#ui/name-and-id.tsx";
import { NotConnected } from "#ui/not-connected.tsx";
import { RequestFailure } from "#ui/request-failure.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  /** What the button says, and what it says while the write runs: "Remove", "Removing". */
  readonly verb: string;
  readonly verbing: string;
  readonly device: PairedDevice;
  readonly command: string;
  /** There is something to take away. */
  readonly isPossible?: boolean;
  readonly isRunning: boolean;
  readonly error: Error | null;
  /** What became of it; null before that. */
  readonly outcome: ReactNode | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Takes something away from one device: what will happen, a second look where it hurts, and what did happen. */
export function ConfirmDialog({ device, outcome, onClose, isPossible = true, ...props }: ConfirmDialogProps) {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired ?? [];
  // As it was when the dialog was opened: afterwards the device may be gone.
  const [guard] = useState(() => guardOf(device.deviceId, paired, thisDeviceId));
  const [isUnderstood, setUnderstood] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const sentence = guardSentence(guard);
  const isDone = outcome !== null;
  const isConnected = useHello() !== null;
  const isLocked = !isConnected || props.isRunning;
  const hasResult = isDone || props.error !== null;
  useEffect(() => {
    if (hasResult) result.current?.focus();
  }, [hasResult]);
  return (
    <Dialog
      title={props.title}
      width="narrow"
      subtitle={<NameAndId name={shownName(device).safe} id={shortDeviceId(device.deviceId)} />}
      onClose={onClose}
      hold={holdWhile(props.isRunning, `Still ${props.verbing.toLowerCase()}`)}
      note={
        !isDone &&
        sentence !== null && (
          <Check isChecked={isUnderstood} isDisabled={isLocked} onChange={setUnderstood}>
            {sentence}
          </Check>
        )
      }
      footer={
        <>
          <DialogClose>{isDone ? "Close" : "Cancel"}</DialogClose>
          {!isDone && (
            <>
              <CopyCommand command={props.command} />
              <span className="flex-1" />
              <Button
                variant="danger"
                disabled={isLocked || !isPossible || (sentence !== null && !isUnderstood)}
                onClick={props.onConfirm}
              >
                {props.isRunning ? `${props.verbing}…` : props.verb}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="space-y-5 px-5 py-4 sm:px-6">
        <div ref={result} tabIndex={-1} className="space-y-4 outline-none empty:hidden">
          {props.error && <RequestFailure explanation={explainRequestError(props.error)} />}
          {outcome}
        </div>
        {!isDone && (
          <>
            {!isConnected && <NotConnected>Nothing can be changed until the gateway is back.</NotConnected>}
            {props.children}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What has to be ticked before this browser or the last administrator goes; null for any other device. */
function guardSentence({ isThisBrowser, isLastAdministrator }: Guard): string | null {
  const parts = [
    ...(isThisBrowser ? ["the browser I am using"] : []),
    ...(isLastAdministrator ? ["the last administrator"] : []),
  ];
  return parts.length > 0 ? `I understand that this is ${parts.join(" and ")}` : null;
}
