import { useForgetGateway } from "#data/forget-gateway.ts";
import { useGateway } from "#data/gateway.ts";
import { useSwitchGateway } from "#data/gateway-in-use.ts";
import { gatewayOfThisTab, isSameGateway, knownGateways } from "#data/known-gateways.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { Notice } from "#ui/notice.tsx";

interface ForgetGatewayDialogProps {
  /** Safe to show. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks before everything that this browser keeps about a gateway is deleted. */
export function ForgetGatewayDialog({ name, onClose }: ForgetGatewayDialogProps) {
  const { url } = useGateway();
  const switchGateway = useSwitchGateway();
  const { run, isRunning, error } = useForgetGateway();
  const forget = async () => {
    if (!(await run(url))) return;
    onClose();
    const [next] = knownGateways.read();
    if (next && isSameGateway(url, gatewayOfThisTab() ?? "")) switchGateway(next.url);
  };
  return (
    <Dialog
      title="Forget this gateway"
      width="narrow"
      subtitle={name}
      onClose={onClose}
      hold={holdWhile(isRunning, "Still forgetting")}
      footer={
        <>
          <DialogClose>Cancel</DialogClose>
          <span className="flex-1" />
          <Button variant="danger" disabled={isRunning} onClick={() => void forget()}>
            Forget
          </Button>
        </>
      }
    >
      <div className="space-y-3 px-5 py-4 sm:px-6">
        <p>
          Deletes its address, name, tokens and activity log from this browser, and disconnects. Other tabs
          keep what they hold until they are closed.
        </p>
        <p>
          This browser stays paired at the gateway. To end that, remove it under “Paired devices” before you
          forget the gateway.
        </p>
        {error && (
          <Notice tone="danger" role="alert" title="The gateway could not be forgotten">
            This browser refused to change its storage: {safeText(error.message, 300).plain} Close other tabs
            of this page and try again.
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
