import type { ReactNode } from "react";
import { devicesCommand } from "#domain/cli.ts";
import { fingerprintHex, fingerprintWords } from "#domain/fingerprint.ts";
import { shortDeviceId } from "#domain/names.ts";
import { describeScope } from "#domain/scopes.ts";
import { safeText } from "#lib/safe-text.ts";
import { tableOf } from "#lib/table.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "#ui/command.tsx";
import type { PairingNeed } from "#gateway/failures.ts";

interface WaitingForApprovalProps {
  readonly pairing: PairingNeed | null;
  readonly deviceId: string | null;
  readonly scopes: readonly string[];
  readonly onAskNow: () => void;
  readonly onCancel: () => void;
}

const REASONS = tableOf({
  "not-paired": "This browser asks for the first time.",
  "role-upgrade": "This browser is paired, and asks for another role.",
  "scope-upgrade": "This browser is paired, and asks for more rights than it was given.",
  "metadata-upgrade": "This browser is paired, but now describes itself differently.",
});

/** This browser waits for somebody to let it in: what they must look for, and the command that does it. */
export function WaitingForApproval({
  pairing,
  deviceId,
  scopes,
  onAskNow,
  onCancel,
}: WaitingForApprovalProps) {
  const id = pairing?.deviceId ?? deviceId;
  const words = id === null ? null : fingerprintWords(id);
  const hex = id === null ? null : fingerprintHex(id);
  const asked = pairing?.requestedScopes ?? scopes;
  return (
    <div className="space-y-4">
      <div role="status">
        <h2 className="text-lg font-semibold">Waiting for approval</h2>
        <p className="text-muted">
          The gateway accepted the sign-in, and now somebody must approve this browser. It comes in by itself
          as soon as that is done. {REASONS.get(pairing?.reason ?? "")}
        </p>
      </div>
      {pairing?.requestId ? (
        <Command
          label="On the gateway’s host, or in the Devices page of a browser that is in:"
          command={devicesCommand({ kind: "approve", requestId: pairing.requestId })}
        />
      ) : (
        <Command
          label="On the gateway’s host, find this browser’s request:"
          command={devicesCommand({ kind: "list" })}
        />
      )}
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <Fact name="Request id">
          {pairing?.requestId ? safeText(pairing.requestId).plain : "The gateway does not say."}
        </Fact>
        <Fact name="Device id">{id === null ? "unknown" : shortDeviceId(id)}</Fact>
        <Fact name="Key fingerprint" isWide>
          {words && <span className="font-sans text-lg font-semibold">{words.join(" · ")}</span>}
          <span className="block text-[0.8rem] [overflow-wrap:anywhere] text-muted">{hex}</span>
        </Fact>
        <div className="sm:col-span-2">
          <dt className="text-sm text-muted">Asks for</dt>
          <dd>
            <ul>
              {asked.map((scope) => (
                <li key={scope}>{describeScope(scope).title}</li>
              ))}
            </ul>
          </dd>
        </div>
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

function Fact({
  name,
  isWide,
  children,
}: {
  readonly name: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={isWide ? "sm:col-span-2" : ""}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="font-mono text-[0.9rem] [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
