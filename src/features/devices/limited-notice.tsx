import { PlaceLink } from "#components/links.tsx";
import { useScopeUpgrade, type UpgradeEnding } from "#data/scope-upgrade.ts";
import { devicesCommand } from "#domain/cli.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "#components/command-block.tsx";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#components/request-failure.tsx";

/** Says what this browser cannot do without administrator rights, and offers to ask for them. */
export function LimitedNotice({ seesOnlyItself }: { readonly seesOnlyItself: boolean }) {
  const { ask, isRunning, waitingId, ending, error } = useScopeUpgrade();
  return (
    <>
      <Notice
        tone="warn"
        role="status"
        title={
          seesOnlyItself
            ? "This list is filtered: this browser is not an administrator"
            : "This browser is not an administrator"
        }
        actions={
          <Button disabled={isRunning} onClick={ask}>
            Ask for administrator rights
          </Button>
        }
      >
        <p>
          {seesOnlyItself
            ? "The gateway shows this browser only its own pairing and requests. There may be more."
            : "The gateway will refuse some of the actions on this page."}
        </p>
        {waitingId !== null && (
          <>
            <p className="font-medium">
              Waiting for approval. Approve the request in a browser that is an administrator, or on the
              gateway’s host:
            </p>
            <Command command={devicesCommand({ kind: "approve", requestId: waitingId })} />
          </>
        )}
        {ending && <Ending ending={ending} />}
      </Notice>
      {error && <RequestFailure error={error} />}
    </>
  );
}

function Ending({ ending }: { readonly ending: UpgradeEnding }) {
  switch (ending) {
    case "rejected":
      return <p className="font-medium">The request was rejected.</p>;
    case "expired":
      return <p className="font-medium">Nobody answered the request in time. Ask again.</p>;
    case "needs-token":
      return (
        <p className="font-medium">
          The gateway grants this only with the shared token, which this tab does not have.{" "}
          <PlaceLink to="/settings">Disconnect in Settings</PlaceLink>, then connect again with the token.
        </p>
      );
    case "approved":
      return <p className="font-medium">Approved. Signing in again with the new rights…</p>;
    case "signing-in":
      return null;
  }
}
