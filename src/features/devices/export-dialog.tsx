import { useState } from "react";
import { useGateway } from "#data/gateway.ts";
import { useIsOnline } from "#data/presence.ts";
import type { PairedDevice } from "#domain/device.ts";
import { devicesAsCsv, devicesAsJson, exportFileName } from "#domain/device-export.ts";
import type { DeviceView } from "#domain/device-view.ts";
import { downloadText } from "#lib/download.ts";
import { Button } from "#ui/button.tsx";
import { Dialog, DialogClose } from "#ui/dialog.tsx";

interface ExportDialogProps {
  readonly rows: readonly PairedDevice[];
  readonly view: DeviceView;
  readonly deviceCount: number;
  readonly readAtMs: number;
  readonly onClose: () => void;
}

/** Offers the formats and says what they contain. */
export function ExportDialog({ rows, view, deviceCount, onClose, ...source }: ExportDialogProps) {
  const { url: gatewayUrl } = useGateway();
  const [savedAs, setSavedAs] = useState("");
  const isOnline = useIsOnline();
  const save = (extension: "csv" | "json") => {
    const about = { ...source, gatewayUrl, exportedAtMs: Date.now(), isOnline };
    const name = exportFileName(about, extension);
    if (extension === "csv") downloadText(name, "text/csv", devicesAsCsv(rows, about));
    else downloadText(name, "application/json", devicesAsJson(rows, view, about));
    setSavedAs(name);
  };
  const isAll = rows.length === deviceCount;
  return (
    <Dialog
      title="Export devices"
      width="narrow"
      onClose={onClose}
      footer={
        <>
          <Button variant="primary" disabled={rows.length === 0} onClick={() => save("csv")}>
            CSV
          </Button>
          <Button variant="primary" disabled={rows.length === 0} onClick={() => save("json")}>
            JSON
          </Button>
          <DialogClose className="ml-auto">Close</DialogClose>
        </>
      }
    >
      <div className="space-y-3 px-5 py-4 sm:px-6">
        <p>
          {isAll ? `All ${deviceCount} paired devices` : `${rows.length} of ${deviceCount} paired devices`},
          in the order of the list.{!isAll && " Clear the filters to export all."}
        </p>
        <p className="text-muted">
          CSV is for spreadsheets; an apostrophe keeps cells from being run as formulas. JSON also includes
          public keys and the times of every token. Neither includes secrets. Values that the gateway does not
          report are empty.
        </p>
        <p role="status" className="[overflow-wrap:anywhere]">
          {savedAs && `Downloaded as ${savedAs}`}
        </p>
      </div>
    </Dialog>
  );
}
