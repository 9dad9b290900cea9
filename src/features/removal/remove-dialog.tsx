import { useState } from "react";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { deviceIn, useRemoveDevice, type WriteResult } from "#data/device-writes.ts";
import { useEffectFacts } from "#data/session.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { cutsSessions, forecastRemoval, keepOutCommands, type EffectFacts } from "#domain/effects.ts";
import { Commands } from "#ui/commands.tsx";
import { Notice } from "#ui/notice.tsx";
import { Sentences } from "#ui/sentences.tsx";

interface RemoveDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

/** Deletes a pairing. */
export function RemoveDialog({ device, onClose }: RemoveDialogProps) {
  const remove = useRemoveDevice();
  const { deviceId } = device;
  const liveFacts = useEffectFacts(deviceId);
  // Removing this browser ends the session, and what was said before must stay readable.
  const [facts] = useState(liveFacts);
  return (
    <ConfirmDialog
      title="Remove device"
      verb="Remove"
      verbing="Removing"
      device={device}
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
      {facts && <Sentences title="What will happen" sentences={forecastRemoval(facts)} />}
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
  if (result.list === null) {
    return (
      <Notice
        tone={result.isAnswered ? "good" : "danger"}
        role={result.isAnswered ? "status" : "alert"}
        title={result.isAnswered ? "Removed" : "Outcome unknown"}
      >
        {result.isAnswered
          ? "The gateway confirmed it. It cannot be asked now how things stand, since this page is not signed in."
          : "No answer came from the gateway, and it cannot be asked now. Nothing is sent a second time."}
      </Notice>
    );
  }
  if (device === undefined) {
    const asksAgain = result.list.pending.some((request) => request.deviceId === deviceId);
    return (
      <Notice tone="good" role="status" title="Removed">
        Read again from the gateway: it is no longer paired.{" "}
        {facts && !cutsSessions(facts) && "A session that it has open goes on until it ends. "}
        {asksAgain && "It already asks to be paired again: reject that request if it is not to come back."}
      </Notice>
    );
  }
  return result.isAnswered ? (
    <Notice tone="warn" role="alert" title="Removed, and paired again">
      The gateway confirmed the removal, but lists the device again: it has signed in on the gateway’s own
      host with the shared token, where nobody is asked.
    </Notice>
  ) : (
    <Notice tone="warn" role="alert" title="Not removed">
      No answer came from the gateway. Read again: the device is still paired.
    </Notice>
  );
}
