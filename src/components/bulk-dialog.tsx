import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { BulkReport } from "./bulk-report.tsx";
import type { NamedItem } from "./named-items.ts";
import { useHello } from "#data/session.ts";
import { useBulkRun, type BulkRun, type BulkStatus } from "#data/bulk.ts";
import { Button } from "#ui/button.tsx";
import { CopyCommand } from "./copy-command.tsx";
import { Dialog, DialogClose, type Hold } from "#ui/dialog.tsx";
import { NotConnected } from "./not-connected.tsx";

const STILL_RUNNING: Hold = {
  tone: "neutral",
  title: "Not closed: the run goes on",
  text: "Stop it first, or wait until it ends. You will then see the result for each device.",
};

interface BulkDialogProps {
  readonly title: string;
  readonly subtitle: string;
  /** The label of the button. */
  readonly verb: string;
  /** What is removed or rejected, in this order. */
  readonly items: readonly NamedItem[];
  readonly isReady: boolean;
  readonly variant?: "primary" | "danger";
  readonly command?: string;
  /** Called with each step of the run. */
  readonly onRun?: (run: BulkRun) => void;
  /** Called in place of a run where there is nothing to change; without it the button is disabled then. */
  readonly onNothing?: () => void;
  /** What is left cannot be tried again any more. */
  readonly isOver?: boolean;
  /** Shown once a run has ended. */
  readonly afterwards?: ReactNode;
  readonly onClose: () => void;
  /** The preview and what has to be confirmed. */
  readonly children: ReactNode;
}

/** Changes several devices: a preview, then the progress, then the result for each. */
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

  const tell = useEffectEvent((step: BulkRun) => {
    if (step.phase !== "idle") props.onRun?.(step);
  });
  useEffect(() => tell(run), [run]);

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
            left.length > 0 &&
            !props.isOver && (
              <Button variant="danger" disabled={!isConnected} onClick={() => go(left)}>
                Try the remaining {left.length} again
              </Button>
            )
          ) : (
            <Button
              variant={props.variant ?? "danger"}
              disabled={!isConnected || !props.isReady || (items.length === 0 && !props.onNothing)}
              onClick={() => (items.length === 0 ? props.onNothing?.() : go(items))}
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
            {run.phase === "finished" && <div className="mt-4 empty:hidden">{props.afterwards}</div>}
          </div>
        ) : (
          <>
            {!isConnected && <NotConnected>You can make changes once the connection is back.</NotConnected>}
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
