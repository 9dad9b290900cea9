import { useState } from "react";
import { ConnectForm } from "./connect-form.tsx";
import type { TypedCredentials } from "#gateway/credentials.ts";
import { Dialog, DialogClose } from "#ui/dialog.tsx";

interface AddGatewayDialogProps {
  readonly onClose: () => void;
  readonly onConnect: (gatewayUrl: string, typed: TypedCredentials | undefined) => void;
}

/** Asks for the address of another gateway, and for what to sign in with. */
export function AddGatewayDialog({ onClose, onConnect }: AddGatewayDialogProps) {
  const [address, setAddress] = useState("");
  return (
    <Dialog
      title="Add gateway"
      width="narrow"
      subtitle="The gateways that are connected stay connected."
      onClose={onClose}
      footer={<DialogClose className="ml-auto">Cancel</DialogClose>}
    >
      <div className="px-5 py-4 sm:px-6">
        <ConnectForm address={address} onAddress={setAddress} isBusy={false} onConnect={onConnect} />
      </div>
    </Dialog>
  );
}
