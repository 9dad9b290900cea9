import { PlaceLink } from "#components/links.tsx";
import { Notice } from "#ui/notice.tsx";

/** Says why there is nothing to click. */
export function ReadOnly() {
  return (
    <Notice tone="neutral" role="status" title="Only an administrator changes these settings">
      <p>
        This browser may read them. To change them it needs the right{" "}
        <span className="font-mono text-[0.9em]">operator.admin</span>:{" "}
        <PlaceLink to="/devices">ask for it on the devices page</PlaceLink>.
      </p>
    </Notice>
  );
}
