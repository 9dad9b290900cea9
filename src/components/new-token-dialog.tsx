import { useState, type ReactNode } from "react";
import type { Secret } from "#lib/secret.ts";
import { Check } from "#ui/check.tsx";
import { Dialog, DialogClose, type Hold } from "#ui/dialog.tsx";
import { SecretField } from "#ui/secret-field.tsx";

const TOKEN_AT_RISK: Hold = {
  tone: "danger",
  title: "Not closed: the token would be lost",
  text: "Copy it first, or tick “I have stored this token”.",
};

interface NewTokenDialogProps {
  /** Whose token it is. */
  readonly subtitle: ReactNode;
  readonly secret: Secret;
  readonly onClose: () => void;
  /** What to do with it. */
  readonly children: ReactNode;
}

/**
 * A new token, shown this once. It holds the dialog until it was copied or the person says that it is stored, and is
 * wiped with it.
 */
export function NewTokenDialog({ subtitle, secret, onClose, children }: NewTokenDialogProps) {
  const [isCopied, setCopied] = useState(false);
  const [isStored, setStored] = useState(false);
  const isSafe = isCopied || isStored;
  const close = () => {
    secret.wipe();
    onClose();
  };
  return (
    <Dialog
      title="New token"
      width="narrow"
      subtitle={subtitle}
      onClose={close}
      hold={isSafe ? null : TOKEN_AT_RISK}
      note={
        <Check isChecked={isStored} onChange={setStored}>
          I have stored this token
        </Check>
      }
      footer={
        <>
          <span className="flex-1" />
          <DialogClose variant={isSafe ? "primary" : "secondary"}>Done</DialogClose>
        </>
      }
    >
      <div className="space-y-4 px-5 py-4 sm:px-6">
        {children}
        <SecretField
          label="New token"
          copyLabel="Copy token"
          secret={secret}
          onCopied={() => setCopied(true)}
        />
      </div>
    </Dialog>
  );
}
