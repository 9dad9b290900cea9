import { useState } from "react";
import { useGuard } from "./use-guard.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { NameAndId } from "#components/name-and-id.tsx";
import { tokenIn, useRevokeToken, type WriteResult } from "#data/device-writes.ts";
import { useEffectFacts } from "#data/session.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { activeTokens, whyNotRevocable } from "#domain/device-traits.ts";
import { cutsSessions, revokeEffects, keepOutCommands, type EffectFacts } from "#domain/effects.ts";
import { describeRole } from "#domain/scopes.ts";
import { UnreadOutcome } from "#components/unread-outcome.tsx";
import { Commands } from "#components/command-list.tsx";
import { Notice } from "#ui/notice.tsx";
import { OneOf } from "#ui/one-of.tsx";
import { Sentences } from "#ui/sentences.tsx";

interface RevokeDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

/** Revokes the token of a role; the pairing stays. */
export function RevokeDialog({ device, onClose }: RevokeDialogProps) {
  const revoke = useRevokeToken();
  const { deviceId } = device;
  const liveFacts = useEffectFacts(deviceId);
  // Revoking this browser's own token ends the session, but the text must stay.
  const [facts] = useState(liveFacts);
  const roles = activeTokens(device).map((token) => token.role);
  const nothing = whyNotRevocable(device);
  const [role, setRole] = useState(roles[0] ?? device.roles[0] ?? "operator");
  return (
    <ConfirmDialog
      title="Revoke token"
      verb="Revoke"
      verbing="Revoking"
      subtitle={<NameAndId device={device} />}
      acknowledgement={useGuard(device)}
      command={devicesCommand({ kind: "revoke", deviceId, role })}
      isPossible={nothing === null}
      isRunning={revoke.isRunning}
      error={revoke.error}
      outcome={
        revoke.result ? (
          <>
            <RevokeOutcome result={revoke.result} target={{ deviceId, role }} facts={facts} />
            <Commands title="Keep it out for sure" commands={keepOutCommands(deviceId)} />
          </>
        ) : null
      }
      onConfirm={() => void revoke.run({ deviceId, role })}
      onClose={onClose}
    >
      {nothing !== null && (
        <Notice tone="neutral" title={nothing}>
          There is nothing to revoke. Remove the device to keep it out.
        </Notice>
      )}
      <OneOf
        title="Role"
        options={roles.map((one) => ({ value: one, label: describeRole(one).value }))}
        value={role}
        isDisabled={revoke.isRunning}
        onChange={setRole}
      />
      <p>
        The device can no longer sign in with this token. The pairing stays, with its name and approved
        access.
      </p>
      {facts && <Sentences title="What will happen" sentences={revokeEffects(facts)} />}
      <Commands title="Keep it out for sure" commands={keepOutCommands(deviceId)} />
    </ConfirmDialog>
  );
}

function RevokeOutcome({
  result,
  target,
  facts,
}: {
  readonly result: WriteResult;
  readonly target: { readonly deviceId: string; readonly role: string };
  readonly facts: EffectFacts | null;
}) {
  if (result.list === null) return <UnreadOutcome done="Revoked" isAnswered={result.isAnswered} />;
  const token = tokenIn(result.list, target);
  if (token === undefined) {
    return (
      <Notice tone="warn" role="status" title="The token is gone">
        The device is no longer paired, or has no token for this role: somebody else has removed it.
      </Notice>
    );
  }
  if (token.revokedAtMs !== undefined) {
    return (
      <Notice tone="good" role="status" title="Revoked">
        Checked: the token is revoked.{" "}
        {facts && !cutsSessions(facts)
          ? "An open session continues, and the device gets a new token at once if it knows the shared token."
          : "Its open sessions were closed."}
      </Notice>
    );
  }
  return result.isAnswered ? (
    <Notice tone="warn" role="alert" title="Revoked, then active again">
      The gateway confirmed the revocation, but already lists a new token: the device signed in again with the
      shared token.
    </Notice>
  ) : (
    <Notice tone="warn" role="alert" title="Not revoked">
      The gateway did not answer, and the token is still active.
    </Notice>
  );
}
