import { useState } from "react";
import { NameAndId } from "#components/name-and-id.tsx";
import type { PairedDevice } from "#domain/device.ts";
import type { Decision } from "#domain/review/decision.ts";
import { describeScope } from "#domain/scopes.ts";
import { currentScopes } from "#domain/token-choice.ts";
import { Button } from "#ui/button.tsx";
import { Check } from "#ui/check.tsx";
import { Dialog, DialogClose } from "#ui/dialog.tsx";

interface NarrowDialogProps {
  readonly device: PairedDevice;
  readonly before: Decision | undefined;
  readonly onDecide: (decision: Decision) => void;
  readonly onClose: () => void;
}

/** Chooses what a device's token may still do. Nothing is changed yet. */
export function NarrowDialog({ device, before, onDecide, onClose }: NarrowDialogProps) {
  const held = currentScopes(device, "operator");
  const [kept, setKept] = useState<readonly string[]>(before?.kind === "narrow" ? before.scopes : held);
  const scopes = held.filter((scope) => kept.includes(scope));
  const hasToken = device.tokens.some(
    ({ role, revokedAtMs }) => role === "operator" && revokedAtMs === undefined,
  );
  return (
    <Dialog
      title="Narrow access"
      width="narrow"
      subtitle={<NameAndId device={device} />}
      onClose={onClose}
      footer={
        <>
          <DialogClose>Cancel</DialogClose>
          <span className="flex-1" />
          <Button
            variant="primary"
            disabled={!hasToken || scopes.length === held.length}
            onClick={() => {
              onDecide({ kind: "narrow", scopes });
              onClose();
            }}
          >
            Decide
          </Button>
        </>
      }
    >
      <div className="space-y-4 px-5 py-4 sm:px-6">
        {hasToken && held.length > 0 ? (
          <fieldset>
            <legend className="mb-1 font-semibold">What its token may still do</legend>
            <div className="space-y-2">
              {held.map((scope) => {
                const { title, value, detail } = describeScope(scope);
                return (
                  <Check
                    key={scope}
                    isChecked={scopes.includes(scope)}
                    hint={detail}
                    onChange={(isKept) =>
                      setKept(isKept ? [...scopes, scope] : scopes.filter((one) => one !== scope))
                    }
                  >
                    {title} <span className="font-mono text-[0.8rem] text-muted">{value}</span>
                  </Check>
                );
              })}
            </div>
          </fieldset>
        ) : (
          <p>It has no operator token with scopes that could be taken away.</p>
        )}
        <p className="text-sm text-muted">
          Finishing the review rotates the token to these scopes. The approval stays as it is: with the shared
          token the device can get the wider access back. To take it away for good, remove the device and
          approve it again with less.
        </p>
      </div>
    </Dialog>
  );
}
