import { useState } from "react";
import { UnreadOutcome } from "#components/unread-outcome.tsx";
import { useHello } from "#data/session.ts";
import { deviceIn, useRenameDevice, type WriteResult } from "#data/device-writes.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { Button } from "#ui/button.tsx";
import { CopyCommand } from "#components/copy-command.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { NameAndId } from "#components/name-and-id.tsx";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#components/request-failure.tsx";
import { TextField } from "#ui/text-field.tsx";

/** The gateway's own limit (`device.pair.rename`), in Unicode characters. */
const LONGEST_LABEL = 64;

interface RenameDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

/** Gives a device a label, which is shown instead of the device's own name. */
export function RenameDialog({ device, onClose }: RenameDialogProps) {
  const rename = useRenameDevice();
  const isConnected = useHello() !== null;
  const [name, setName] = useState(device.operatorLabel ?? "");
  const [isTried, setTried] = useState(false);
  const label = name.trim();
  const length = Array.from(label).length;
  const problem =
    label === ""
      ? "Enter a name. You can change it later, but not remove it."
      : length > LONGEST_LABEL
        ? `A name can have at most ${LONGEST_LABEL} characters; this one has ${length}.`
        : null;
  const isLocked = !isConnected || rename.isRunning;
  const save = async () => {
    setTried(true);
    if (problem !== null || isLocked) return;
    const result = await rename.run({ deviceId: device.deviceId, label });
    if (!result) return;
    const now = deviceIn(result.list, device.deviceId);
    if (result.list ? now?.operatorLabel === label : result.isAnswered) onClose();
  };
  return (
    <Dialog
      title="Rename device"
      width="narrow"
      subtitle={<NameAndId device={device} />}
      onClose={onClose}
      hold={holdWhile(rename.isRunning, "Still saving")}
      footer={
        <>
          <DialogClose>Cancel</DialogClose>
          {label !== "" && problem === null && (
            <CopyCommand command={devicesCommand({ kind: "rename", deviceId: device.deviceId, label })} />
          )}
          <span className="flex-1" />
          <Button variant="primary" disabled={isLocked} type="submit" form="rename-device">
            {rename.isRunning ? "Saving…" : "Save"}
          </Button>
        </>
      }
    >
      <form
        id="rename-device"
        className="space-y-4 px-5 py-4 sm:px-6"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {rename.error && <RequestFailure error={rename.error} />}
        {rename.result && <NotRenamed result={rename.result} deviceId={device.deviceId} />}
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={isTried || length > LONGEST_LABEL ? problem : null}
          hint={`Only operators see this name. The device keeps its own. ${length}/${LONGEST_LABEL}`}
        />
      </form>
    </Dialog>
  );
}

/** Says why the device does not have the new name. */
function NotRenamed({ result, deviceId }: { readonly result: WriteResult; readonly deviceId: string }) {
  if (result.list === null) return <UnreadOutcome done="Renamed" isAnswered={false} />;
  const now = deviceIn(result.list, deviceId)
    ? "the device has another name."
    : "somebody else has removed the device.";
  return result.isAnswered ? (
    <Notice tone="warn" role="alert" title="Renamed, then changed again">
      The gateway confirmed the name, but the list shows another change: {now}
    </Notice>
  ) : (
    <Notice tone="warn" role="alert" title="Not renamed">
      The gateway did not answer. The list shows that {now}
    </Notice>
  );
}
