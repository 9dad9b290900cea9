import { createContext, useContext } from "react";
import type { ReviewedRequest } from "./approvals.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";

/** What is being done with devices, in a dialog; devices and requests are as they were when it was opened. */
export type DeviceDialog =
  | { readonly kind: "review"; readonly reviewed: ReviewedRequest }
  | { readonly kind: "rotate" | "revoke" | "remove" | "rename"; readonly device: PairedDevice }
  | { readonly kind: "remove-selected"; readonly devices: readonly PairedDevice[] }
  | { readonly kind: "clear" }
  | {
      readonly kind: "reject-all";
      /** Null where the gateway does not tell addresses. */
      readonly address: string | null;
      readonly requests: readonly PairingRequest[];
    };

/** Where dialogs are: above whatever page is shown. They outlive the page, since one may hold a token shown once. */
interface DialogPlace {
  /** The one that is open. */
  readonly dialog: DeviceDialog | null;
  /** Does nothing while one is open, which is not to be lost. */
  readonly open: (dialog: DeviceDialog) => void;
}

export const DialogPlaceContext = createContext<DialogPlace>({
  dialog: null,
  open: () => {
    throw new Error("There is no place for dialogs");
  },
});

export function useDialogPlace(): DialogPlace {
  return useContext(DialogPlaceContext);
}

/** Opens a dialog about devices. */
export function useOpenDialog(): (dialog: DeviceDialog) => void {
  return useDialogPlace().open;
}
