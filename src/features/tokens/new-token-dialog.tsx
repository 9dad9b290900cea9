import { useCallback, useEffect, useRef, useState } from "react";
import type { PairedDevice } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { describeRole } from "#domain/scopes.ts";
import { copyText } from "#lib/clipboard.ts";
import type { Secret } from "#lib/secret.ts";
import { Button } from "#ui/button.tsx";
import { Check } from "#ui/check.tsx";
import { Dialog, DialogClose, type Hold } from "#ui/dialog.tsx";
import { NameAndId } from "#ui/name-and-id.tsx";
import { Notice } from "#ui/notice.tsx";

const JUST_COPIED_MS = 2_000;

const TOKEN_AT_RISK: Hold = {
  tone: "danger",
  title: "Not closed: the token would be lost",
  text: "Copy it first, or tick “I have stored this token”.",
};

interface NewTokenDialogProps {
  readonly device: PairedDevice;
  readonly role: string;
  readonly secret: Secret;
  readonly onClose: () => void;
}

/**
 * A new token, shown this once. It holds the dialog until it was copied or the person says that it is stored. Nothing
 * keeps it: it is only put into the field by hand, and wiped with the dialog.
 */
export function NewTokenDialog({ device, role, secret, onClose }: NewTokenDialogProps) {
  const field = useRef<HTMLInputElement | null>(null);
  const [isRevealed, setRevealed] = useState(false);
  const [copied, setCopied] = useState<"yes" | "refused" | null>(null);
  const [isJustCopied, setJustCopied] = useState(false);
  const [isStored, setStored] = useState(false);
  const isSafe = copied === "yes" || isStored;

  const hold = useCallback(
    (input: HTMLInputElement) => {
      field.current = input;
      // Not as an attribute, which would be in the page's HTML, and not as a prop, which React would keep.
      input.value = secret.reveal();
      return () => {
        input.value = "";
        field.current = null;
      };
    },
    [secret],
  );

  useEffect(() => {
    if (!isJustCopied) return;
    const timer = setTimeout(() => setJustCopied(false), JUST_COPIED_MS);
    return () => clearTimeout(timer);
  }, [isJustCopied]);

  const copy = async () => {
    setCopied(null);
    const isCopied = await copyText(secret.reveal());
    setCopied(isCopied ? "yes" : "refused");
    setJustCopied(isCopied);
    if (isCopied) return;
    setRevealed(true);
    field.current?.focus();
    field.current?.select();
  };
  const close = () => {
    secret.wipe();
    onClose();
  };

  return (
    <Dialog
      title="New token"
      width="narrow"
      subtitle={
        <>
          <NameAndId name={shownName(device).safe} id={shortDeviceId(device.deviceId)} /> ·{" "}
          {describeRole(role).value}
        </>
      }
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
        <p>
          Put it into the device now. <strong>It is shown only here and only this once</strong>; the gateway
          never shows it again, and the old token no longer works for signing in.
        </p>
        <div className="flex flex-wrap gap-2">
          <input
            ref={hold}
            aria-label="New token"
            readOnly
            spellCheck={false}
            autoComplete="off"
            className={`min-h-10 min-w-0 flex-1 basis-64 rounded-lg border border-line-strong bg-raised px-3 font-mono text-[0.9rem] ${
              isRevealed ? "" : "[-webkit-text-security:disc]"
            }`}
            onFocus={(event) => event.target.select()}
          />
          <Button onClick={() => setRevealed(!isRevealed)} aria-pressed={isRevealed}>
            {isRevealed ? "Hide" : "Reveal"}
          </Button>
          <Button variant="primary" onClick={() => void copy()}>
            {isJustCopied ? "Copied" : "Copy token"}
          </Button>
        </div>
        <div role="status">
          {copied === "yes" && <p className="text-good-text">Copied to the clipboard.</p>}
          {copied === "refused" && (
            <Notice tone="warn" title="The browser refused to copy">
              The token is selected: copy it with Ctrl+C, or ⌘C on a Mac.
            </Notice>
          )}
        </div>
      </div>
    </Dialog>
  );
}
