import { NameAndId } from "#components/name-and-id.tsx";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { deviceIn, useRemoveNodeRole, type WriteResult } from "#data/device-writes.ts";
import { nodesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { Notice } from "#ui/notice.tsx";
import { Sentences } from "#ui/sentences.tsx";

interface RemoveNodeRoleDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

const EFFECTS = [
  "Its node role goes, with the token for it and the approved commands: agents cannot use it any more.",
  "The gateway closes its sessions as a node at once. Its other roles stay, with their tokens.",
  "It can ask to be a node again. From another machine it must wait for approval; on the gateway’s own host it is let in without one. Its commands need another approval.",
];

/** Takes the node role away from a device that has another role as well. */
export function RemoveNodeRoleDialog({ device, onClose }: RemoveNodeRoleDialogProps) {
  const remove = useRemoveNodeRole();
  const { deviceId } = device;
  return (
    <ConfirmDialog
      title="Remove node role"
      verb="Remove"
      verbing="Removing"
      subtitle={<NameAndId device={device} />}
      acknowledgement={null}
      command={nodesCommand({ kind: "remove", nodeId: deviceId })}
      isRunning={remove.isRunning}
      error={remove.error}
      outcome={remove.result ? <Outcome result={remove.result} deviceId={deviceId} /> : null}
      onConfirm={() => void remove.run(deviceId)}
      onClose={onClose}
    >
      <Sentences title="What will happen" sentences={EFFECTS} />
    </ConfirmDialog>
  );
}

function Outcome({ result, deviceId }: { readonly result: WriteResult; readonly deviceId: string }) {
  if (result.list === null) {
    return (
      <Notice
        tone={result.isAnswered ? "good" : "danger"}
        role={result.isAnswered ? "status" : "alert"}
        title={result.isAnswered ? "Removed" : "Outcome unknown"}
      >
        {result.isAnswered
          ? "The gateway confirmed it. The list could not be read afterwards, since this page is not signed in."
          : "The gateway did not answer, and cannot be asked now. Nothing is sent a second time."}
      </Notice>
    );
  }
  const device = deviceIn(result.list, deviceId);
  if (!device?.roles.includes("node")) {
    return (
      <Notice tone="good" role="status" title="Removed">
        {device
          ? "Checked: it is no longer a node, and still paired."
          : "Checked: it is no longer paired. Somebody else removed it."}
      </Notice>
    );
  }
  return (
    <Notice tone="warn" role="alert" title={result.isAnswered ? "Removed, and a node again" : "Not removed"}>
      {result.isAnswered
        ? "The gateway confirmed it, but already lists the node role again: the device came back as a node."
        : "The gateway did not answer, and it is still a node."}
    </Notice>
  );
}
