import { useState } from "react";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { tokenIn, useRevokeToken, type WriteResult } from "#data/device-writes.ts";
import { useEffectFacts } from "#data/session.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { activeTokens, whyNotRevocable } from "#domain/device-traits.ts";
import { cutsSessions, forecastRevoke, keepOutCommands, type EffectFacts } from "#domain/effects.ts";
import { describeRole } from "#domain/scopes.ts";
import { Commands } from "#ui/commands.tsx";
import { Notice } from "#ui/notice.tsx";
import { OneOf } from "#ui/one-of.tsx";
import { Sentences } from "#ui/sentences.tsx";

interface RevokeDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

/** Takes the token of a role away; the pairing stays. */
export function RevokeDialog({ device, onClose }: RevokeDialogProps) {
  const revoke = useRevokeToken();
  const { deviceId } = device;
  const liveFacts = useEffectFacts(deviceId);
  // Revoking this browser's own token ends the session, and the forecast must stay readable.
  const [facts] = useState(liveFacts);
  const roles = activeTokens(device).map((token) => token.role);
  const nothing = whyNotRevocable(device);
  const [role, setRole] = useState(roles[0] ?? device.roles[0] ?? "operator");
  return (
    <ConfirmDialog
      title="Revoke token"
      verb="Revoke"
      verbing="Revoking"
      device={device}
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
          There is nothing to revoke. Remove the device if it is not to come back.
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
        Its token stops working for signing in. The pairing stays, so the device keeps its name and its
        approved rights.
      </p>
      {facts && <Sentences title="What will happen" sentences={forecastRevoke(facts)} />}
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
  if (result.list === null) {
    return (
      <Notice
        tone={result.isAnswered ? "good" : "danger"}
        role={result.isAnswered ? "status" : "alert"}
        title={result.isAnswered ? "Revoked" : "Outcome unknown"}
      >
        {result.isAnswered
          ? "The gateway confirmed it. It cannot be asked now how things stand, since this page is not signed in."
          : "No answer came from the gateway, and it cannot be asked now. Nothing is sent a second time."}
      </Notice>
    );
  }
  const token = tokenIn(result.list, target);
  if (token === undefined) {
    return (
      <Notice tone="warn" role="status" title="The token is gone">
        Read again from the gateway: the device is not paired any more, or has no token for this role.
        Somebody else took it away.
      </Notice>
    );
  }
  if (token.revokedAtMs !== undefined) {
    return (
      <Notice tone="good" role="status" title="Revoked">
        Read again from the gateway: the token is revoked.{" "}
        {facts && !cutsSessions(facts)
          ? "A session that is open goes on, and the shared token brings the device back at once."
          : "Its open sessions were closed."}
      </Notice>
    );
  }
  return result.isAnswered ? (
    <Notice tone="warn" role="alert" title="Revoked, and active again">
      The gateway confirmed the revoke, but lists a fresh token already: the device has signed in again with
      the shared token.
    </Notice>
  ) : (
    <Notice tone="warn" role="alert" title="Not revoked">
      No answer came from the gateway. Read again: the token is still active.
    </Notice>
  );
}
