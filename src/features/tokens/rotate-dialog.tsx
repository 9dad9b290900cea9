import { useState } from "react";
import { RotateChoice } from "./rotate-choice.tsx";
import { RotateOutcome } from "./rotate-outcome.tsx";
import { currentScopes, rolesOf, tokenOf, type TokenChoice } from "#domain/token-choice.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { NameAndId } from "#components/name-and-id.tsx";
import { NewTokenDialog } from "#components/new-token-dialog.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useRotateToken } from "#data/device-writes.ts";
import { useEffectFacts } from "#data/session.ts";
import { guardOf } from "#domain/administrators.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { rotationEffects } from "#domain/effects.ts";
import { describeRole } from "#domain/scopes.ts";
import { Sentences } from "#ui/sentences.tsx";

interface RotateDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

/** Rotates the token of one role of a device. */
export function RotateDialog({ device, onClose }: RotateDialogProps) {
  const { isRunning, result: rotation, error, run } = useRotateToken();
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired ?? [];
  const facts = useEffectFacts(device.deviceId);
  const [choice, setChoice] = useState<TokenChoice>(() => {
    const role = rolesOf(device)[0] ?? "operator";
    return { role, scopes: currentScopes(device, role) };
  });

  const guard = guardOf(device.deviceId, paired, thisDeviceId);
  const losesAdmin =
    guard.isLastAdministrator && choice.role === "operator" && !choice.scopes.includes("operator.admin");
  const isKept = sameSet(choice.scopes, currentScopes(device, choice.role));
  const scopes = isKept ? undefined : choice.scopes;

  const rotate = () => {
    const target = { deviceId: device.deviceId, role: choice.role };
    void run({ target, before: tokenOf(device, choice.role), scopes });
  };

  if (rotation?.kind === "rotated" && rotation.secret) {
    const { secret } = rotation;
    return (
      <NewTokenDialog
        subtitle={
          <>
            <NameAndId device={device} /> · {describeRole(choice.role).value}
          </>
        }
        secret={secret}
        onClose={onClose}
      >
        <p>
          Enter it on the device now. <strong>It is shown only once</strong>; the gateway never shows it
          again, and the device can no longer sign in with the old one.
        </p>
      </NewTokenDialog>
    );
  }
  return (
    <ConfirmDialog
      title="Rotate token"
      verb="Rotate"
      verbing="Rotating"
      variant="primary"
      subtitle={<NameAndId device={device} />}
      command={devicesCommand({
        kind: "rotate",
        deviceId: device.deviceId,
        role: choice.role,
        ...(scopes && { scopes }),
      })}
      acknowledgement={
        losesAdmin ? "I understand that this is the last administrator and that none will be left" : null
      }
      isRunning={isRunning}
      error={error}
      outcome={rotation ? <RotateOutcome device={device} role={choice.role} rotation={rotation} /> : null}
      onConfirm={rotate}
      onClose={onClose}
    >
      <RotateChoice
        device={device}
        choice={choice}
        isLocked={facts === null || isRunning}
        onChange={setChoice}
      />
      {facts && <Sentences title="What will happen" sentences={rotationEffects(facts)} />}
    </ConfirmDialog>
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value));
}
