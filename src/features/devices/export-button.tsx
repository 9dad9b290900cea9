import { lazy, Suspense, useState } from "react";
import type { PairedView } from "./use-paired-view.ts";
import { Button } from "#ui/button.tsx";

interface ExportButtonProps extends PairedView {
  readonly gatewayUrl: string;
  /** How many there are, whatever the view shows. */
  readonly deviceCount: number;
  /** When the list was read, in ms since the epoch. */
  readonly readAtMs: number;
}

const load = () => import("./export-dialog.tsx");
const ExportDialog = lazy(() => load().then((module) => ({ default: module.ExportDialog })));

/** Offers what the paired table shows as a file. */
export function ExportButton(props: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPointerEnter={() => void load()} onFocus={() => void load()} onClick={() => setOpen(true)}>
        Export…
      </Button>
      {isOpen && (
        <Suspense>
          <ExportDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
