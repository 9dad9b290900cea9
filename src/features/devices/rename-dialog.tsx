import { useState } from "react";
import { useHello } from "#data/session.ts";
import { deviceIn, useRenameDevice, type WriteResult } from "#data/device-writes.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { explainRequestError } from "#domain/recovery/explain.ts";
import { Button } from "#ui/button.tsx";
import { CopyCommand } from "#ui/copy-command.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { NameAndId } from "#ui/name-and-id.tsx";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#ui/request-failure.tsx";
import { TextField } from "#ui/text-field.tsx";

/** The gateway's own limit (`device.pair.rename`), in Unicode characters. */
const LONGEST_LABEL = 64;

interface RenameDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

/** Gives a device a name of the operator's own, which goes before what the device calls itself. */
export function RenameDialog({ device, onClose }: RenameDialogProps) {
  const rename = useRenameDevice();
  const isConnected = useHello() !== null;
  const [name, setName] = useState(device.operatorLabel ?? "");
  const [isTried, setTried] = useState(false);
  const label = name.trim();
  const length = Array.from(label).length;
  const problem =
    label === ""
      ? "Enter a name. A name that was given once can be changed, and not taken away."
      : length > LONGEST_LABEL
        ? `Names have at most ${LONGEST_LABEL} characters; this one has ${length}.`
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
      subtitle={<NameAndId name={shownName(device).safe} id={shortDeviceId(device.deviceId)} />}
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
        {rename.error && <RequestFailure explanation={explainRequestError(rename.error)} />}
        {rename.result && <NotRenamed result={rename.result} deviceId={device.deviceId} />}
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={isTried || length > LONGEST_LABEL ? problem : null}
          hint={`Only operators see it. The device goes on calling itself what it likes. ${length}/${LONGEST_LABEL}`}
        />
      </form>
    </Dialog>
  );
}

/** The device does not have the name that was given. */
function NotRenamed({ result, deviceId }: { readonly result: WriteResult; readonly deviceId: string }) {
  if (result.list === null) {
    return (
      <Notice tone="danger" role="alert" title="Outcome unknown">
        No answer came from the gateway, and it cannot be asked now. Nothing is sent a second time.
      </Notice>
    );
  }
  const now = deviceIn(result.list, deviceId)
    ? "the device has another name."
    : "the device is not paired any more. Somebody else removed it.";
  return result.isAnswered ? (
    <Notice tone="warn" role="alert" title="Renamed, and changed again">
      The gateway confirmed the name, but somebody else was at it at the same time. Read again: {now}
    </Notice>
  ) : (
    <Notice tone="warn" role="alert" title="Not renamed">
      No answer came from the gateway. Read again: {now}
    </Notice>
  );
}
