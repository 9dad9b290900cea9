import { useEffect, useRef, useState, type ReactNode } from "react";
import { BulkReport, type NamedItem } from "./bulk-report.tsx";
import { useHello } from "#data/session.ts";
import { useBulkRun, type BulkStatus } from "#data/bulk.ts";
import { Button } from "#ui/button.tsx";
import { CopyCommand } from "#ui/copy-command.tsx";
import { Dialog, DialogClose, type Hold } from "#ui/dialog.tsx";
import { NotConnected } from "#ui/not-connected.tsx";

const STILL_RUNNING: Hold = {
  tone: "neutral",
  title: "Not closed: the run goes on",
  text: "Stop it first, or wait for its end: then this tells what became of each.",
};

interface BulkDialogProps {
  readonly title: string;
  readonly subtitle: string;
  /** What the button says. */
  readonly verb: string;
  /** Exactly what goes, in this order. */
  readonly items: readonly NamedItem[];
  readonly isReady: boolean;
  readonly command?: string;
  readonly onClose: () => void;
  /** What goes and what stays, and what has to be confirmed. */
  readonly children: ReactNode;
}

/** Several writes: a preview, then progress with a stop, then what became of each. */
export function BulkDialog({ items, onClose, ...props }: BulkDialogProps) {
  const { run, isRunning, start, stop } = useBulkRun();
  const [started, setStarted] = useState<readonly NamedItem[]>([]);
  const report = useRef<HTMLDivElement>(null);
  const isConnected = useHello() !== null;
  const isStarted = run.phase !== "idle";
  const left = started.filter(({ item }) => isLeft(run.statuses.get(item)));
  useEffect(() => {
    if (isStarted) report.current?.focus();
  }, [isStarted]);

  const go = (chosen: readonly NamedItem[]) => {
    if (!isStarted) setStarted(chosen);
    start(chosen.map(({ item }) => item));
  };
  return (
    <Dialog
      title={props.title}
      subtitle={props.subtitle}
      onClose={onClose}
      hold={isRunning ? STILL_RUNNING : null}
      footer={
        <>
          {!isRunning && <DialogClose>{isStarted ? "Close" : "Cancel"}</DialogClose>}
          {!isStarted && props.command !== undefined && <CopyCommand command={props.command} />}
          <span className="flex-1" />
          {isRunning ? (
            <Button disabled={run.phase === "checking"} onClick={stop}>
              Stop
            </Button>
          ) : isStarted ? (
            left.length > 0 && (
              <Button variant="danger" disabled={!isConnected} onClick={() => go(left)}>
                Try the remaining {left.length} again
              </Button>
            )
          ) : (
            <Button
              variant="danger"
              disabled={!isConnected || !props.isReady || items.length === 0}
              onClick={() => go(items)}
            >
              {props.verb}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-4 px-5 py-4 sm:px-6">
        {isStarted ? (
          <div ref={report} tabIndex={-1} className="outline-none">
            <BulkReport run={run} items={started} />
          </div>
        ) : (
          <>
            {!isConnected && <NotConnected>Nothing can be changed until the gateway is back.</NotConnected>}
            {props.children}
          </>
        )}
      </div>
    </Dialog>
  );
}

function isLeft(status: BulkStatus | undefined): boolean {
  return status !== "done" && status !== "gone";
}
