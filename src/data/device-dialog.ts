import { createContext, useContext } from "react";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";

/** What is being done with devices, in a dialog; the devices are as they were when it was opened. */
export type DeviceDialog =
  | { readonly kind: "rotate" | "revoke" | "remove" | "rename"; readonly device: PairedDevice }
  | { readonly kind: "remove-selected"; readonly devices: readonly PairedDevice[] }
  | { readonly kind: "clear" }
  | {
      readonly kind: "reject-all";
      /** Null where the gateway does not tell addresses. */
      readonly address: string | null;
      readonly requests: readonly PairingRequest[];
    };

/** Opens a dialog above whatever page is shown: it outlives the page, since it may hold a token shown once. */
export const DeviceDialogContext = createContext<(dialog: DeviceDialog) => void>(() => {
  throw new Error("There is no place for dialogs");
});

/** Opens a dialog about devices. */
export function useOpenDialog(): (dialog: DeviceDialog) => void {
  return useContext(DeviceDialogContext);
}
