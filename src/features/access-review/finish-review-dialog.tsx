import { useState } from "react";
import { BulkDialog } from "#components/bulk-dialog.tsx";
import { LeftOut, useChosen } from "#components/left-out.tsx";
import type { NamedItem } from "#components/named-items.ts";
import { NameAndId } from "#components/name-and-id.tsx";
import { PreviewList } from "#components/preview-list.tsx";
import { usePlaceNavigate } from "#components/use-place-navigate.ts";
import type { BulkRun, BulkStatus } from "#data/bulk.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useGateway } from "#data/gateway.ts";
import { readReviewer, rememberReviewer } from "#data/reviewer.ts";
import { useHello } from "#data/session.ts";
import { useChangeReview } from "#data/use-access-reviews.ts";
import { messageToKeep } from "#domain/activity-entries.ts";
import { cutsSessions } from "#domain/effects.ts";
import {
  finishReview,
  guardedDevices,
  planReview,
  withOutcomes,
  type AccessReview,
  type Outcome,
  type PlannedChange,
} from "#domain/review/access-review.ts";
import { DECISIONS, type DecisionKind } from "#domain/review/decision.ts";
import { addressPart } from "#lib/address-part.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { Sentences } from "#ui/sentences.tsx";
import { TextField } from "#ui/text-field.tsx";

const TITLES: Readonly<Record<DecisionKind, string>> = {
  keep: "Keep",
  later: "Later",
  narrow: "Narrow",
  rotate: "Rotate the tokens of",
  revoke: "Revoke the tokens of",
  remove: "Remove",
};

interface FinishReviewDialogProps {
  /** As it was when this was opened. */
  readonly review: AccessReview;
  readonly onClose: () => void;
}

/** Shows exactly what will be done, does it, and makes the record of what came of it. */
export function FinishReviewDialog({ review, onClose }: FinishReviewDialogProps) {
  const list = useDeviceList().data;
  // Bound to what is on the screen: nothing that comes meanwhile is changed.
  const [paired] = useState(() => list?.paired ?? []);
  const [plan] = useState(() => planReview(review, paired));
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const [guarded] = useState(() => guardedDevices(plan.changes, paired, thisDeviceId));
  const { staying, chosen, onChoose } = useChosen(guarded);
  const [items] = useState(() => plan.changes.map((change) => ({ change, items: itemsOf(change) })));
  const going = items.filter(({ change }) => !staying.has(change.device.deviceId));
  const [by, setBy] = useState(readReviewer);
  const [isFinished, setFinished] = useState(false);
  const changeReview = useChangeReview();
  const gateway = useGateway();
  const navigate = usePlaceNavigate();

  const finish = async () => {
    rememberReviewer(by.trim());
    setFinished(true);
    await changeReview(review.id, (before) =>
      before && !before.finished
        ? finishReview(before, gateway.list?.paired ?? [], { atMs: Date.now(), by: by.trim() })
        : (before ?? null),
    );
  };
  const onRun = (run: BulkRun) => {
    const outcomes = outcomesOf(going, run);
    void changeReview(review.id, (before) =>
      before && !before.finished ? withOutcomes(before, outcomes) : (before ?? null),
    ).then(() => {
      const isDone =
        run.phase === "finished" &&
        going.every(({ change }) => isEnd(outcomes.get(change.device.deviceId)?.outcome));
      return isDone ? finish() : undefined;
    });
  };
  const showRecord = () => navigate(`/review?record=${addressPart(review.id)}`);
  const close = () => {
    onClose();
    if (isFinished) showRecord();
  };
  const all = going.flatMap((one) => one.items);
  return (
    <BulkDialog
      title="Finish review"
      subtitle={`${count(going.length, "device")} will be changed, ${plan.keptCount} kept, ${plan.leftCount} left`}
      verb={all.length === 0 ? "Finish" : `Change ${going.length} and finish`}
      variant={all.length === 0 ? "primary" : "danger"}
      items={all}
      isReady={by.trim() !== ""}
      onRun={onRun}
      onNothing={() =>
        void finish().then(() => {
          onClose();
          showRecord();
        })
      }
      isOver={isFinished}
      afterwards={
        isFinished ? (
          <Notice tone="good" role="status" title="The review is finished">
            Close this to see its record.
          </Notice>
        ) : (
          <Notice
            tone="warn"
            title="The review is still open"
            actions={<Button onClick={() => void finish()}>Finish without the rest</Button>}
          >
            Try the rest again, or finish: the record then says what was not done.
          </Notice>
        )
      }
      onClose={close}
    >
      <TextField
        label="Your name"
        hint="Stands in the record. It stays in this browser."
        value={by}
        onChange={(value) => setBy(value.slice(0, 100))}
        autoComplete="name"
      />
      {DECISIONS.map((kind) => {
        const ofKind = going.filter(({ change }) => change.decision.kind === kind).map(named);
        return ofKind.length === 0 ? null : (
          <PreviewList
            key={kind}
            title={`${TITLES[kind]} ${count(ofKind.length, "device")}`}
            items={ofKind}
          />
        );
      })}
      {going.length === 0 && (
        <p>No device will be changed. The record says what was kept and what was left.</p>
      )}
      <LeftOut
        devices={guarded}
        thisDeviceId={thisDeviceId}
        chosen={chosen}
        onChoose={onChoose}
        title="Not changed unless you select them"
        verb="Also change"
      />
      {plan.changed.length > 0 && (
        <Notice tone="warn" title={`${count(plan.changed.length, "device")} changed since you decided`}>
          Nothing is done about them. Decide again:{" "}
          {plan.changed.slice(0, 5).map((device, index) => (
            <span key={device.deviceId}>
              {index > 0 && ", "}
              <NameAndId device={device} />
            </span>
          ))}
          {plan.changed.length > 5 && ` and ${plan.changed.length - 5} more`}
        </Notice>
      )}
      {plan.gone.length > 0 && (
        <p className="text-muted">
          {count(plan.gone.length, "device")} that you decided about {plan.gone.length === 1 ? "is" : "are"}{" "}
          no longer paired.
        </p>
      )}
      <WhatWillHappen kinds={new Set(going.map(({ change }) => change.decision.kind))} />
    </BulkDialog>
  );
}

/** What people do not expect of this gateway. */
function WhatWillHappen({ kinds }: { readonly kinds: ReadonlySet<DecisionKind> }) {
  const hello = useHello();
  if (!hello) return null;
  const isRotated = kinds.has("rotate") || kinds.has("narrow");
  const sentences = [
    ...(cutsSessions(hello)
      ? ["The gateway closes the open sessions of devices that are changed."]
      : ["Sessions that are open stay open until they end, or until the gateway restarts."]),
    ...(isRotated
      ? [
          "New tokens are shown to nobody here. A device gets its own when it signs in with the shared token. To enter a token by hand, use “Rotate token…” in the device’s menu instead.",
        ]
      : []),
    ...(kinds.has("narrow")
      ? [
          "Narrowing changes tokens, not approvals: with the shared token a device can get its wider access back.",
        ]
      : []),
    ...(kinds.has("revoke") || kinds.has("remove")
      ? ["Whoever knows the shared token can ask to come in again."]
      : []),
  ];
  return kinds.size > 0 && <Sentences title="What will happen" sentences={sentences} />;
}

interface PlannedItems {
  readonly change: PlannedChange;
  readonly items: readonly NamedItem[];
}

function itemsOf({ device, writes }: PlannedChange): readonly NamedItem[] {
  return writes.map((write) => ({ device, item: { ...write, id: device.deviceId } }));
}

/** One line for a device, however many writes it needs. */
function named({ change: { device, decision } }: PlannedItems): NamedItem {
  const detail =
    decision.kind === "narrow"
      ? `to ${safeText(decision.scopes.join(", ") || "no rights", 200).plain}`
      : undefined;
  return { device, item: { kind: "remove", id: device.deviceId }, detail };
}

const OUTCOMES: Readonly<Record<BulkStatus, Outcome | null>> = {
  waiting: null,
  running: null,
  done: "done",
  back: "back",
  gone: "gone",
  refused: "refused",
  unknown: "unknown",
};
/** The worst of what a device's writes came to. */
const WORST: readonly Outcome[] = ["refused", "unknown", "back", "gone", "done"];

function outcomesOf(changes: readonly PlannedItems[], { statuses, errors }: BulkRun) {
  const outcomes = new Map<string, { outcome: Outcome; message?: string | undefined }>();
  for (const { change, items } of changes) {
    const found = new Set(items.map(({ item }) => OUTCOMES[statuses.get(item) ?? "waiting"]));
    const outcome = WORST.find((one) => found.has(one));
    // Without anything to do it is so already.
    if (items.length === 0) outcomes.set(change.device.deviceId, { outcome: "done" });
    if (outcome === undefined || found.has(null)) continue;
    const error = items.map(({ item }) => errors.get(item)).find((one) => one !== undefined);
    const message =
      outcome === "refused" && error ? messageToKeep(error.message, [change.device.deviceId]) : undefined;
    outcomes.set(change.device.deviceId, { outcome, message });
  }
  return outcomes;
}

function isEnd(outcome: Outcome | undefined): boolean {
  return outcome === "done" || outcome === "gone";
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? "" : "s"}`;
}
