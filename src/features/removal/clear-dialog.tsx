import { useMemo, useState } from "react";
import { BulkDialog } from "./bulk-dialog.tsx";
import { LeftOut } from "./left-out.tsx";
import { toReject, toRemove } from "./named-items.ts";
import { PreviewList } from "./preview-list.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { leftOut } from "#domain/administrators.ts";
import { devicesCommand } from "#domain/cli.ts";
import { Check } from "#ui/check.tsx";
import { TextField } from "#ui/text-field.tsx";

/** What has to be typed. */
const WORD = "clear";

/** Removes every paired device, as `openclaw devices clear` does, but says first exactly which. */
export function ClearDialog({ onClose }: { readonly onClose: () => void }) {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const list = useDeviceList().data;
  // What comes in while a person reads is not touched.
  const [{ paired, pending }] = useState(() => ({
    paired: list?.paired ?? [],
    pending: list?.pending ?? [],
  }));
  const [alsoPending, setAlsoPending] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState("");
  const kept = useMemo(() => leftOut(paired, paired, thisDeviceId), [paired, thisDeviceId]);
  const stays = new Set(kept.map(({ deviceId }) => deviceId).filter((id) => !chosen.includes(id)));
  const items = [
    ...(alsoPending ? pending.map(toReject) : []),
    ...paired.filter(({ deviceId }) => !stays.has(deviceId)).map(toRemove),
  ];
  const removals = items.length - (alsoPending ? pending.length : 0);
  return (
    <BulkDialog
      title="Clear devices"
      subtitle={`${removals} of ${paired.length} paired devices go`}
      verb="Clear"
      items={items}
      isReady={typed.trim().toLowerCase() === WORD}
      command={devicesCommand({ kind: "clear", alsoPending })}
      onClose={onClose}
    >
      <p>
        Every device below has to be approved again before it can come back. The command line’s own{" "}
        <span className="font-mono text-[0.9em]">clear</span> also removes what stays here.
      </p>
      <PreviewList title="What goes" items={items} />
      <Check isChecked={alsoPending} onChange={setAlsoPending} hint={`${pending.length} waiting now`}>
        Also reject pending requests
      </Check>
      <LeftOut
        devices={kept}
        thisDeviceId={thisDeviceId}
        chosen={new Set(chosen)}
        onChoose={(deviceId, isChosen) =>
          setChosen(isChosen ? [...chosen, deviceId] : chosen.filter((id) => id !== deviceId))
        }
      />
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
