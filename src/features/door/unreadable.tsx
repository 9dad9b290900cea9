import { PlaceLink } from "#components/links.tsx";
import { RequestFailure } from "#components/request-failure.tsx";
import type { DoorAccess } from "#data/door.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

interface UnreadableProps {
  readonly access: DoorAccess;
  readonly error: Error | null;
  readonly onRetry: () => void;
}

/** Why the settings are not shown; nothing where they are on their way. */
export function Unreadable({ access, error, onRetry }: UnreadableProps) {
  switch (access) {
    case "not-connected":
      return (
        <Notice tone="neutral" role="status" title="Not connected">
          <p>The settings are read as soon as this page is signed in.</p>
        </Notice>
      );
    case "no-method":
      return (
        <Notice tone="neutral" role="status" title="This gateway does not hand its settings out">
          <p>On its host, “openclaw config get gateway” shows them.</p>
        </Notice>
      );
    case "no-scope":
      return (
        <Notice tone="warn" role="status" title="This browser may not read the gateway’s settings">
          <p>
            It needs the right <span className="font-mono text-[0.9em]">operator.read</span>.{" "}
            <PlaceLink to="/devices">Ask for more rights on the devices page</PlaceLink>, or run “openclaw
            config get gateway” on the gateway’s host.
          </p>
        </Notice>
      );
    case "readable":
      return (
        error && (
          <div className="space-y-3">
            <RequestFailure error={error} />
            <Button onClick={onRetry}>Read them again</Button>
          </div>
        )
      );
  }
}
