import { FindingLink } from "#components/links.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";

/** Loaded before it is needed: a gateway that is down may be the one that serves this page. */
export const StaleNotice = loadOnDemand(() => import("./stale-notice.tsx"), "StaleNotice");

/** Says why the device list may be outdated. */
export function ListNotices() {
  const { state } = useConnectionSnapshot();
  const { data: list, error, refetch } = useDeviceList();
  if (state.phase !== "connected") {
    return (
      list && (
        <OnDemand what="The notice about the connection">
          <StaleNotice readAtMs={list.readAtMs} state={state} />
        </OnDemand>
      )
    );
  }
  return error && <ReadFailure error={error} onRetry={() => void refetch()} />;
}

function ReadFailure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title="The device list could not be loaded"
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      The gateway says: <span className="font-mono text-sm">{safeText(error.message, 300).plain}</span>.
      Listing devices needs the scope <span className="font-mono text-sm">operator.pairing</span>.{" "}
      <FindingLink code="missing-scope" />
    </Notice>
  );
}
