import { Page } from "#ui/page.tsx";

/** Filled by a later version. */
export default function ActivityPage() {
  return (
    <Page title="Activity" tabTitle="Activity">
      <p className="text-muted">
        What this browser did and saw will be listed here. This version does not record it yet.
      </p>
    </Page>
  );
}
