import type { PairingRequest } from "#domain/device.ts";
import type { Flood } from "#domain/floods.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { Notice } from "#ui/notice.tsx";

/** Opens the dialog that rejects many requests; `address` is null where the gateway does not tell it. */
export type RejectAll = (address: string | null, requests: readonly PairingRequest[]) => void;

interface FloodNoticesProps {
  readonly floods: readonly Flood[];
  readonly isFrozen: boolean;
  /** Without it nothing is offered. */
  readonly onRejectAll?: RejectAll | undefined;
}

/** Says that many requests come from one place at once, and offers to be rid of them together. */
export function FloodNotices({ floods, isFrozen, onRejectAll }: FloodNoticesProps) {
  return (
    <div role="status" className="space-y-2 not-empty:mb-2">
      {floods.map(({ address, count, requests }) => (
        <Notice
          key={address}
          tone="warn"
          title={
            address === null ? (
              `${count} requests within a minute from addresses that the gateway does not tell`
            ) : (
              <>
                {count} requests from <HostileText text={safeText(address, 45)} /> within a minute
              </>
            )
          }
          actions={
            onRejectAll && (
              <Button variant="danger" disabled={isFrozen} onClick={() => onRejectAll(address, requests)}>
                {address === null ? "Reject all of them…" : "Reject all from this address…"}
              </Button>
            )
          }
        >
          Perhaps somebody hopes that one of them is approved by mistake. Behind a proxy or router it can be
          chance.
        </Notice>
      ))}
    </div>
  );
}
