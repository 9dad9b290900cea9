import { useState } from "react";
import { useGuard } from "./use-guard.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { NameAndId } from "#components/name-and-id.tsx";
import { deviceIn, useRemoveDevice, type WriteResult } from "#data/device-writes.ts";
import { useEffectFacts } from "#data/session.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { cutsSessions, removalEffects, keepOutCommands, type EffectFacts } from "#domain/effects.ts";
import { UnreadOutcome } from "#components/unread-outcome.tsx";
import { Commands } from "#components/command-list.tsx";
import { Notice } from "#ui/notice.tsx";
import { Sentences } from "#ui/sentences.tsx";

interface RemoveDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

export function RemoveDialog({ device, onClose }: RemoveDialogProps) {
  const remove = useRemoveDevice();
  const { deviceId } = device;
  const liveFacts = useEffectFacts(deviceId);
  // Removing this browser ends the session, but the text must stay.
  const [facts] = useState(liveFacts);
  return (
    <ConfirmDialog
      title="Remove device"
      verb="Remove"
      verbing="Removing"
      subtitle={<NameAndId device={device} />}
      acknowledgement={useGuard(device)}
      command={devicesCommand({ kind: "remove", deviceId })}
      isRunning={remove.isRunning}
      error={remove.error}
      outcome={
        remove.result ? (
          <>
            <RemoveOutcome result={remove.result} deviceId={deviceId} facts={facts} />
            <Commands title="Keep it out for sure" commands={keepOutCommands(deviceId).slice(1)} />
          </>
        ) : null
      }
      onConfirm={() => void remove.run(deviceId)}
      onClose={onClose}
    >
      {facts && <Sentences title="What will happen" sentences={removalEffects(facts)} />}
      <Commands title="Keep it out for sure" commands={keepOutCommands(deviceId)} />
    </ConfirmDialog>
  );
}

function RemoveOutcome({
  result,
  deviceId,
  facts,
}: {
  readonly result: WriteResult;
  readonly deviceId: string;
  readonly facts: EffectFacts | null;
}) {
  const device = deviceIn(result.list, deviceId);
  if (result.list === null) return <UnreadOutcome done="Removed" isAnswered={result.isAnswered} />;
  if (device === undefined) {
    const asksAgain = result.list.pending.some((request) => request.deviceId === deviceId);
    return (
      <Notice tone="good" role="status" title="Removed">
        Checked: the device is no longer paired.{" "}
        {facts && !cutsSessions(facts) && "Its open session continues until it ends. "}
        {asksAgain && "It already asks to be paired again: reject that request to keep it out."}
      </Notice>
    );
  }
  return result.isAnswered ? (
    <Notice tone="warn" role="alert" title="Removed, then paired again">
      The gateway confirmed the removal, but lists the device again: it signed in with the shared token on the
      gateway’s own host, which needs no approval.
    </Notice>
  ) : (
    <Notice tone="warn" role="alert" title="Not removed">
      The gateway did not answer, and the device is still paired.
    </Notice>
  );
}
