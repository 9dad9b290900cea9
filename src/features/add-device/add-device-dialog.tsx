import { useState } from "react";
import { AddChoice, type NewDevice } from "./add-choice.tsx";
import { BrowserLink } from "./browser-link.tsx";
import { NewCode } from "./new-code.tsx";
import { WithoutCodes } from "./without-codes.tsx";
import { useGateway } from "#data/gateway.ts";
import { useHello } from "#data/session.ts";
import { useCreateCode } from "#data/setup-codes.ts";
import { parseGatewayUrl } from "#domain/gateway-url.ts";
import type { SetupAccess } from "#domain/setup-code.ts";
import { Button } from "#ui/button.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { NotConnected } from "#components/not-connected.tsx";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#components/request-failure.tsx";

/** Lets a device in on purpose: what, with which rights, and then the code or the link for it. */
export function AddDeviceDialog({ onClose }: { readonly onClose: () => void }) {
  const { url: gatewayUrl } = useGateway();
  const hello = useHello();
  const [device, setDevice] = useState<NewDevice>("phone");
  const [access, setAccess] = useState<Exclude<SetupAccess, "node">>("limited");
  const [address, setAddress] = useState(gatewayUrl);
  const creation = useCreateCode();
  const { isRunning, result, error } = creation;
  const parsed = parseGatewayUrl(address);
  const isAdmin = hello?.scopes.includes("operator.admin") === true;
  const needsCode = device !== "browser";
  const isLocked = !hello || !isAdmin || isRunning || !parsed.ok;

  if (result?.kind === "made") {
    return <NewCode setup={result.setup} wish={result.wish} onAgain={creation.reset} onClose={onClose} />;
  }
  const create = () => {
    if (!isLocked)
      void creation.run({ access: device === "machine" ? "node" : access, gatewayUrl: parsed.url });
  };
  return (
    <Dialog
      title="Add a device"
      width="narrow"
      onClose={onClose}
      hold={holdWhile(isRunning, "Still creating the code")}
      footer={
        <>
          <DialogClose>{needsCode && !result ? "Cancel" : "Close"}</DialogClose>
          <span className="flex-1" />
          {needsCode && !result && (
            <Button variant="primary" disabled={isLocked} onClick={create}>
              {isRunning ? "Creating…" : "Create code"}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-5 px-5 py-4 sm:px-6">
        {error && <RequestFailure error={error} />}
        {!hello && <NotConnected>No code can be created until the gateway is back.</NotConnected>}
        <AddChoice
          device={device}
          access={access}
          address={address}
          problem={parsed.ok ? undefined : parsed.sentence}
          isLocked={isRunning}
          onDevice={(chosen) => {
            creation.reset();
            setDevice(chosen);
          }}
          onAccess={setAccess}
          onAddress={setAddress}
        />
        {!needsCode && <BrowserLink />}
        {needsCode && hello && !isAdmin && (
          <Notice tone="warn" role="status" title="Only an administrator can create codes">
            This browser is signed in without the scope operator.admin. Ask for it on the devices page.
          </Notice>
        )}
        {needsCode && result?.kind === "unsupported" && (
          <WithoutCodes gatewayUrl={parsed.ok ? parsed.url : gatewayUrl} isMachine={device === "machine"} />
        )}
      </div>
    </Dialog>
  );
}
