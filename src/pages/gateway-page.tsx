import { SkeletonRows } from "#ui/skeleton.tsx";
import { Button } from "#ui/button.tsx";
import { Page } from "#ui/page.tsx";
import { useDoor, useReloadKinds } from "#data/door.ts";
import { useGateway } from "#data/gateway.ts";
import { useHello } from "#data/session.ts";
import { AllowedPages } from "#features/door/allowed-pages.tsx";
import { canChange } from "#features/door/can-change.ts";
import { DevicesBeyond } from "#features/door/devices-beyond.tsx";
import { GatewayToken } from "#features/door/gateway-token.tsx";
import { ReadOnly } from "#features/door/read-only.tsx";
import { Risks } from "#features/door/risk-list.tsx";
import { SessionsWithoutDevice } from "#features/door/sessions-without-device.tsx";
import { Settings } from "#features/door/settings.tsx";
import { Unreadable } from "#features/door/unreadable.tsx";
import { WaysIn } from "#features/door/ways-in.tsx";

/** How the gateway's door is set, what is risky about it, and what can be changed from here. */
export default function GatewayPage() {
  const { url } = useGateway();
  const hello = useHello();
  const { access, facts, error, isReading, readAgain } = useDoor();
  const kinds = useReloadKinds();
  const isShown = facts !== undefined && kinds !== undefined && hello !== null;
  return (
    <Page
      title="Gateway"
      tabTitle="Gateway"
      subtitle={<span className="font-mono text-[0.9em] [overflow-wrap:anywhere]">{url}</span>}
      actions={
        access === "readable" && (
          <Button disabled={isReading} onClick={readAgain}>
            {isReading && isShown ? "Refreshing…" : "Refresh"}
          </Button>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section aria-label="Door settings" className="space-y-4">
          <Unreadable access={access} error={error} onRetry={readAgain} />
          {isShown ? (
            <>
              {!canChange(hello) && <ReadOnly />}
              <Settings facts={facts} hello={hello} />
              <AllowedPages facts={facts} />
              <WaysIn facts={facts} protocol={hello.protocol} kinds={kinds} />
            </>
          ) : (
            access === "readable" &&
            !error && (
              <>
                <SkeletonRows rows={4} label="Loading the gateway’s settings" />
                {hello !== null && hello.protocol < 4 && (
                  <p className="text-sm text-muted">
                    The first time, this gateway may need a quarter of a minute for it.
                  </p>
                )}
              </>
            )
          )}
        </section>
        {isShown && (
          <div className="space-y-4">
            <Risks facts={facts} authMode={hello.authMode} />
            <GatewayToken facts={facts} hello={hello} />
            <DevicesBeyond />
          </div>
        )}
      </div>
      {hello !== null && (
        <div className="mt-6">
          <SessionsWithoutDevice />
        </div>
      )}
    </Page>
  );
}
