import { Fingerprint } from "#components/key-fingerprint.tsx";
import type { PairingNeed } from "#domain/connection/failure.ts";
import { devicesCommand } from "#domain/cli.ts";
import { shortDeviceId } from "#domain/names.ts";
import { describeScope } from "#domain/scopes.ts";
import { safeText } from "#lib/safe-text.ts";
import { tableOf } from "#lib/table.ts";
import { Button } from "#ui/button.tsx";
import { Fact } from "#ui/fact.tsx";
import { Command } from "#components/command-block.tsx";

interface WaitingForApprovalProps {
  readonly pairing: PairingNeed | null;
  readonly deviceId: string | null;
  readonly scopes: readonly string[];
  readonly onAskNow: () => void;
  readonly onCancel: () => void;
}

const REASONS = tableOf({
  "not-paired": "This is its first request.",
  "role-upgrade": "This browser is paired and asks for another role.",
  "scope-upgrade": "This browser is paired and asks for more access than it has.",
  "metadata-upgrade": "This browser is paired, but its details have changed.",
});

/** Shows how to approve this browser, and what identifies it. */
export function WaitingForApproval({
  pairing,
  deviceId,
  scopes,
  onAskNow,
  onCancel,
}: WaitingForApprovalProps) {
  const id = pairing?.deviceId ?? deviceId;
  const asked = pairing?.requestedScopes ?? scopes;
  return (
    <div className="space-y-4">
      <div role="status">
        <h2 className="text-lg font-semibold">Waiting for approval</h2>
        <p className="text-muted">
          The gateway accepted the sign-in. Now somebody must approve this browser; it connects automatically
          after that. {REASONS.get(pairing?.reason ?? "")}
        </p>
      </div>
      {pairing?.requestId ? (
        <Command
          label="On the gateway’s host, or on the Devices page of a connected browser:"
          command={devicesCommand({ kind: "approve", requestId: pairing.requestId })}
        />
      ) : (
        <Command
          label="On the gateway’s host, find this browser’s request:"
          command={devicesCommand({ kind: "list" })}
        />
      )}
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <Fact name="Request ID">
          <span className="font-mono text-[0.9rem]">
            {pairing?.requestId ? safeText(pairing.requestId).plain : "Not reported"}
          </span>
        </Fact>
        <Fact name="Device ID">
          <span className="font-mono text-[0.9rem]">{id === null ? "unknown" : shortDeviceId(id)}</span>
        </Fact>
        {id !== null && (
          <Fact name="Key fingerprint" isWide>
            <Fingerprint deviceId={id} />
          </Fact>
        )}
        <Fact name="Asks for" isWide>
          <ul>
            {asked.map((scope) => (
              <li key={scope}>{describeScope(scope).title}</li>
            ))}
          </ul>
        </Fact>
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onAskNow}>Ask now</Button>
        <Button variant="ghost" onClick={onCancel}>
          Stop waiting
        </Button>
      </div>
    </div>
  );
}
