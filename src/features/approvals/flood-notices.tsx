import { useOpenDialog } from "#data/device-dialog.ts";
import type { Flood } from "#domain/floods.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { Notice } from "#ui/notice.tsx";

interface FloodNoticesProps {
  readonly floods: readonly Flood[];
  readonly isFrozen: boolean;
}

/** Warns of many requests from one address, and offers to reject them together. */
export function FloodNotices({ floods, isFrozen }: FloodNoticesProps) {
  const open = useOpenDialog();
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
            <Button
              variant="danger"
              disabled={isFrozen}
              onClick={() => open({ kind: "reject-all", address, requests })}
            >
              {address === null ? "Reject all of them…" : "Reject all from this address…"}
            </Button>
          }
        >
          Somebody may hope that one is approved by mistake. Devices behind the same proxy or router can also
          look like this.
        </Notice>
      ))}
    </div>
  );
}
