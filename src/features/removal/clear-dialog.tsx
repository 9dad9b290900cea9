import { useState } from "react";
import { BulkDialog } from "#components/bulk-dialog.tsx";
import { LeftOut, useLeftOut } from "#components/left-out.tsx";
import { toReject, toRemove } from "#components/named-items.ts";
import { PreviewList } from "#components/preview-list.tsx";
import { useDeviceList } from "#data/device-list.ts";
import { devicesCommand } from "#domain/cli.ts";
import { Check } from "#ui/check.tsx";
import { TextField } from "#ui/text-field.tsx";

const WORD = "clear";

/** Removes every paired device, like `openclaw devices clear`, but first shows which. */
export function ClearDialog({ onClose }: { readonly onClose: () => void }) {
  const list = useDeviceList().data;
  // Devices that appear while the dialog is open are not touched.
  const [{ paired, pending }] = useState(() => ({
    paired: list?.paired ?? [],
    pending: list?.pending ?? [],
  }));
  const [alsoPending, setAlsoPending] = useState(false);
  const [typed, setTyped] = useState("");
  const { going, choices } = useLeftOut(paired, paired);
  const items = [...(alsoPending ? pending.map(toReject) : []), ...going.map(toRemove)];
  return (
    <BulkDialog
      title="Clear devices"
      subtitle={`${going.length} of ${paired.length} paired devices will be removed`}
      verb="Clear"
      items={items}
      isReady={typed.trim().toLowerCase() === WORD}
      command={devicesCommand({ kind: "clear", alsoPending })}
      onClose={onClose}
    >
      <p>
        These devices must be approved again before they can connect. On the command line,{" "}
        <span className="font-mono text-[0.9em]">clear</span> also removes the devices that stay here.
      </p>
      <PreviewList title="What goes" items={items} />
      <Check isChecked={alsoPending} onChange={setAlsoPending} hint={`${pending.length} waiting now`}>
        Also reject pending requests
      </Check>
      <LeftOut {...choices} />
      <TextField
        label="Type clear to confirm"
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        placeholder={WORD}
      />
    </BulkDialog>
  );
}
