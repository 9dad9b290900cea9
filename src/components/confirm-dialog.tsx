import { useEffect, useRef, useState, type ReactNode } from "react";
import { CopyCommand } from "./copy-command.tsx";
import { NotConnected } from "./not-connected.tsx";
import { RequestFailure } from "./request-failure.tsx";
import { useHello } from "#data/session.ts";
import { Button } from "#ui/button.tsx";
import { Check } from "#ui/check.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  /** The label of the button, and its label while the request runs: "Remove", "Removing". */
  readonly verb: string;
  readonly verbing: string;
  /** What is changed. */
  readonly subtitle: ReactNode;
  /** What does the same on the gateway's host; null where no single command does. */
  readonly command: string | null;
  readonly variant?: "primary" | "danger";
  /** A sentence to tick before the button is enabled: "I understand that …". */
  readonly acknowledgement: string | null;
  /** False: the button is disabled. */
  readonly isPossible?: boolean;
  readonly isRunning: boolean;
  readonly error: Error | null;
  /** The result; null before there is one. */
  readonly outcome: ReactNode | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Asks before something is changed, and shows the result afterwards. */
export function ConfirmDialog({ outcome, onClose, isPossible = true, ...props }: ConfirmDialogProps) {
  const { acknowledgement } = props;
  const [isUnderstood, setUnderstood] = useState(false);
  const result = useRef<HTMLDivElement>(null);
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
      subtitle={props.subtitle}
      onClose={onClose}
      hold={holdWhile(props.isRunning, `Still ${props.verbing.toLowerCase()}`)}
      note={
        !isDone &&
        acknowledgement !== null && (
          <Check isChecked={isUnderstood} isDisabled={isLocked} onChange={setUnderstood}>
            {acknowledgement}
          </Check>
        )
      }
      footer={
        <>
          <DialogClose>{isDone ? "Close" : "Cancel"}</DialogClose>
          {!isDone && (
            <>
              {props.command !== null && <CopyCommand command={props.command} />}
              <span className="flex-1" />
              <Button
                variant={props.variant ?? "danger"}
                disabled={isLocked || !isPossible || (acknowledgement !== null && !isUnderstood)}
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
          {props.error && <RequestFailure error={props.error} />}
          {outcome}
        </div>
        {!isDone && (
          <>
            {!isConnected && <NotConnected>You can make changes once the connection is back.</NotConnected>}
            {props.children}
          </>
        )}
      </div>
    </Dialog>
  );
}
