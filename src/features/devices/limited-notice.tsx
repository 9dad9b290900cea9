import { Link } from "react-router";
import { useScopeUpgrade, type UpgradeEnding } from "#data/scope-upgrade.ts";
import { devicesCommand } from "#domain/cli.ts";
import { explainRequestError } from "#domain/recovery/explain.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "#ui/command.tsx";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#ui/request-failure.tsx";

/** This session is no administrator: what that means here, and the way to become one. */
export function LimitedNotice({ seesOnlyItself }: { readonly seesOnlyItself: boolean }) {
  const { ask, isRunning, waitingId, ending, error } = useScopeUpgrade();
  return (
    <>
      <Notice
        tone="warn"
        role="status"
        title={
          seesOnlyItself
            ? "This list is filtered: this browser is no administrator"
            : "This browser is no administrator"
        }
        actions={
          <Button disabled={isRunning} onClick={ask}>
            Ask for administrator rights
          </Button>
        }
      >
        <p>
          {seesOnlyItself
            ? "The gateway shows it only its own pairing and its own requests. There may be more."
            : "The gateway will refuse some of what can be done here."}
        </p>
        {waitingId !== null && (
          <>
            <p className="font-medium">
              Waiting for approval. Approve it in a browser that is an administrator, or on the gateway’s
              host:
            </p>
            <Command command={devicesCommand({ kind: "approve", requestId: waitingId })} />
          </>
        )}
        {ending && <Ending ending={ending} />}
      </Notice>
      {error && <RequestFailure explanation={explainRequestError(error)} />}
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
          The gateway grants more only with the shared token, which this tab does not have.{" "}
          <Link className="text-accent-text underline" to="/settings">
            Disconnect in the settings
          </Link>
          , and connect again with it.
        </p>
      );
    case "approved":
      return <p className="font-medium">Approved. Signing in again with the new rights…</p>;
    case "signing-in":
      return null;
  }
}
