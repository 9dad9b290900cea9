import { useState } from "react";
import { NewTokenDialog } from "./new-token-dialog.tsx";
import { RotateChoice } from "./rotate-choice.tsx";
import { RotateOutcome } from "./rotate-outcome.tsx";
import { currentScopes, rolesOf, tokenOf, type TokenChoice } from "./token-choice.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useRotateToken } from "#data/device-writes.ts";
import { useEffectFacts } from "#data/session.ts";
import { guardOf } from "#domain/administrators.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { forecastRotation } from "#domain/effects.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { explainRequestError } from "#domain/recovery/explain.ts";
import { Button } from "#ui/button.tsx";
import { Check } from "#ui/check.tsx";
import { CopyCommand } from "#ui/copy-command.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { NameAndId } from "#ui/name-and-id.tsx";
import { NotConnected } from "#ui/not-connected.tsx";
import { RequestFailure } from "#ui/request-failure.tsx";
import { Sentences } from "#ui/sentences.tsx";

interface RotateDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

/** A new token for a role of a device: what will happen, and afterwards what did. */
export function RotateDialog({ device, onClose }: RotateDialogProps) {
  const { isRunning, result: rotation, error, run } = useRotateToken();
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired ?? [];
  const facts = useEffectFacts(device.deviceId);
  const [choice, setChoice] = useState<TokenChoice>(() => {
    const role = rolesOf(device)[0] ?? "operator";
    return { role, scopes: currentScopes(device, role) };
  });
  const [isUnderstood, setUnderstood] = useState(false);

  const guard = guardOf(device.deviceId, paired, thisDeviceId);
  const losesAdmin =
    guard.isLastAdministrator && choice.role === "operator" && !choice.scopes.includes("operator.admin");
  const isKept = sameSet(choice.scopes, currentScopes(device, choice.role));
  const scopes = isKept ? undefined : choice.scopes;
  const isLocked = facts === null || isRunning;

  const rotate = () => {
    const target = { deviceId: device.deviceId, role: choice.role };
    void run({ target, before: tokenOf(device, choice.role), scopes });
  };

  if (rotation?.kind === "rotated" && rotation.secret) {
    const { secret } = rotation;
    return <NewTokenDialog device={device} role={choice.role} secret={secret} onClose={onClose} />;
  }
  const isDone = rotation !== undefined;
  const command = devicesCommand({
    kind: "rotate",
    deviceId: device.deviceId,
    role: choice.role,
    ...(scopes && { scopes }),
  });
  return (
    <Dialog
      title="Rotate token"
      width="narrow"
      subtitle={<NameAndId name={shownName(device).safe} id={shortDeviceId(device.deviceId)} />}
      onClose={onClose}
      hold={holdWhile(isRunning, "Still rotating")}
      note={
        !isDone &&
        losesAdmin && (
          <Check isChecked={isUnderstood} isDisabled={isLocked} onChange={setUnderstood}>
            I understand that this is the last administrator, and that afterwards nobody is
          </Check>
        )
      }
      footer={
        <>
          <DialogClose>{isDone ? "Close" : "Cancel"}</DialogClose>
          {!isDone && (
            <>
              <CopyCommand command={command} />
              <span className="flex-1" />
              <Button variant="primary" disabled={isLocked || (losesAdmin && !isUnderstood)} onClick={rotate}>
                {isRunning ? "Rotating…" : "Rotate"}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="space-y-5 px-5 py-4 sm:px-6">
        {error && <RequestFailure explanation={explainRequestError(error)} />}
        {rotation ? (
          <RotateOutcome device={device} role={choice.role} rotation={rotation} />
        ) : (
          <>
            {facts === null && <NotConnected>Nothing can be rotated until the gateway is back.</NotConnected>}
            <RotateChoice device={device} choice={choice} isLocked={isLocked} onChange={setChoice} />
            {facts && <Sentences title="What will happen" sentences={forecastRotation(facts)} />}
          </>
        )}
      </div>
    </Dialog>
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value));
}
