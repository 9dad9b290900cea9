import { useCallback, useEffect, useMemo, useState } from "react";
import { CodeStanding } from "./code-standing.tsx";
import { QrCode } from "./qr-code.tsx";
import { useSetupStanding, type SetupWish } from "#data/setup-codes.ts";
import { connectCommand } from "#domain/setup-code.ts";
import type { SetupCode } from "#gateway/setup-codes.ts";
import { Secret } from "#lib/secret.ts";
import { Button } from "#ui/button.tsx";
import { Check } from "#ui/check.tsx";
import { Dialog, DialogClose, type Hold } from "#ui/dialog.tsx";
import { Notice } from "#ui/notice.tsx";
import { SecretField } from "#ui/secret-field.tsx";

const CODE_AT_RISK: Hold = {
  tone: "danger",
  title: "Not closed: the code would be lost",
  text: "Use it or copy it first, or tick “I do not need this code any more”. Another one can be created at any time.",
};

interface NewCodeProps {
  readonly setup: SetupCode;
  readonly wish: SetupWish;
  /** Goes back, to create another one. */
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/**
 * A code that was just made, and what becomes of it. It holds the dialog as a new token does, until it was used, copied or
 * is not needed, and is wiped with it.
 */
export function NewCode({ setup, wish, onAgain, onClose }: NewCodeProps) {
  const standing = useSetupStanding(setup);
  const [isCopied, setCopied] = useState(false);
  const [isUnneeded, setUnneeded] = useState(false);
  const isOpen = standing.kind === "waiting" || standing.kind === "untold";
  const isSafe = isCopied || isUnneeded || !isOpen;
  const isMachine = wish.access === "node";
  const command = useMemo(
    () => (isMachine ? new Secret(connectCommand((setup.joinUrl ?? setup.code).reveal())) : null),
    [isMachine, setup],
  );
  const wipe = useCallback(() => {
    for (const secret of [setup.code, setup.joinUrl, setup.qr, command]) secret?.wipe();
  }, [setup, command]);
  // What was used or has expired opens nothing, and need not stay.
  useEffect(() => {
    if (!isOpen) wipe();
  }, [isOpen, wipe]);

  return (
    <Dialog
      title="Add a device"
      width="narrow"
      onClose={() => {
        wipe();
        onClose();
      }}
      hold={isSafe ? null : CODE_AT_RISK}
      note={
        isOpen && (
          <Check isChecked={isUnneeded} onChange={setUnneeded}>
            I do not need this code any more
          </Check>
        )
      }
      footer={
        <>
          {!isOpen && standing.kind !== "used" && <Button onClick={onAgain}>Create another code</Button>}
          <span className="flex-1" />
          <DialogClose variant={isSafe ? "primary" : "secondary"}>{isOpen ? "Close" : "Done"}</DialogClose>
        </>
      }
    >
      <div className="space-y-4 px-5 py-4 sm:px-6">
        <CodeStanding standing={standing} />
        {isOpen && (
          <>
            {setup.isDowngraded && (
              <Notice tone="warn" role="status" title="Limited, not full">
                The gateway gives full access only over wss or on its own machine: others on the network could
                read this code.
              </Notice>
            )}
            {command ? (
              <>
                <p>
                  Paste this into a terminal on the machine. It needs Node.js, and stays in the foreground;
                  add <code className="font-mono text-[0.9em]">--service</code> to have it start by itself.
                </p>
                <SecretField
                  label="Command"
                  copyLabel="Copy command"
                  secret={command}
                  onCopied={() => setCopied(true)}
                />
                <p>Where OpenClaw asks for the code alone:</p>
              </>
            ) : (
              <p>Scan it with the OpenClaw app, or copy the code into the app.</p>
            )}
            {setup.qr && <QrCode secret={setup.qr} />}
            <SecretField
              label="Setup code"
              copyLabel="Copy setup code"
              secret={setup.code}
              onCopied={() => setCopied(true)}
            />
            <p className="text-sm text-muted">
              The code works once, for whoever is first. It is shown only here; closing this does not end it.
              An app that the gateway does not let in by codes waits under “Pending requests” instead.
            </p>
          </>
        )}
      </div>
    </Dialog>
  );
}
