import type { TokenChange } from "#data/token-change.ts";
import { Command } from "#components/command-block.tsx";
import { Notice } from "#ui/notice.tsx";

/** Whether the gateway goes by the new token, as this page has found out by signing in with it. */
export function TokenResult({ change }: { readonly change: Extract<TokenChange, { kind: "sent" }> }) {
  switch (change.page) {
    case "signed-in":
      return (
        <Notice tone="good" role="status" title="The gateway’s token was changed">
          This page has signed in with the new one.
        </Notice>
      );
    case "waits":
      return (
        <Notice tone="warn" role="alert" title="The gateway has not restarted yet">
          <p>
            {change.isConfirmed
              ? "It has written the new token, and goes by the old one until it restarts. It may wait for its agents."
              : "Its answer was lost. If it has written the new token, it goes by the old one until it restarts."}{" "}
            Keep both until then. On the gateway’s host:
          </p>
          <Command command="openclaw gateway restart" />
        </Notice>
      );
    case "refused":
      return (
        <Notice tone="danger" role="alert" title="The gateway did not let this page in with the new token">
          <p>
            {change.isConfirmed
              ? "It has written the new token. Another one may come first, for instance from its environment."
              : "Its answer was lost, so it may still go by the old one."}{" "}
            Keep both until this is clear. On the gateway’s host:
          </p>
          <Command command="openclaw gateway restart" />
        </Notice>
      );
    case "not-back":
      return (
        <Notice tone="warn" role="alert" title="The gateway has not come back yet">
          {change.isConfirmed
            ? "It has written the new token. This page signs in with it as soon as the gateway answers."
            : "Its answer was lost. This page tries the new token as soon as the gateway answers; keep the old one, too."}
        </Notice>
      );
  }
}
