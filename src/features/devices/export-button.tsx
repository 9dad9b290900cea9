import { useState } from "react";
import type { PairedView } from "./use-paired-view.ts";
import { Button } from "#ui/button.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";

interface ExportButtonProps extends PairedView {
  /** The number of paired devices, also those that are filtered out. */
  readonly deviceCount: number;
  /** When the list was fetched, in ms since the epoch. */
  readonly readAtMs: number;
}

const ExportDialog = loadOnDemand(() => import("./export-dialog.tsx"), "ExportDialog");

/** Exports what the paired table shows. */
export function ExportButton(props: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        onPointerEnter={ExportDialog.preload}
        onFocus={ExportDialog.preload}
        onClick={() => setOpen(true)}
      >
        Export…
      </Button>
      {isOpen && (
        <OnDemand what="The export" onClose={() => setOpen(false)}>
          <ExportDialog {...props} onClose={() => setOpen(false)} />
        </OnDemand>
      )}
    </>
  );
}
