import { shellQuote } from "#lib/shell.ts";
import { Command } from "#ui/command.tsx";

/** Where the things come from that the form asks for. */
export function WhereToFind() {
  return (
    <aside className="space-y-4 rounded-xl border border-line p-5 text-muted">
      <section className="space-y-2">
        <h2 className="font-semibold text-ink">Where is the token?</h2>
        <p>
          The gateway shows it in a terminal on its own machine. Older gateways know only the second command.
        </p>
        <Command command="openclaw gateway auth-token --show" />
        <Command command="openclaw config get gateway.auth.token" />
      </section>
      <section className="space-y-2">
        <h2 className="font-semibold text-ink">The gateway must know this page</h2>
        <p>
          It lets in only pages from addresses that are in its list. To add this one, and keep what is there,
          edit:
        </p>
        <Command
          command={`openclaw config set gateway.controlUi.allowedOrigins ${shellQuote(JSON.stringify([location.origin]))} --strict-json`}
        />
        <p className="text-sm">This replaces the list. Name every address that should stay.</p>
      </section>
    </aside>
  );
}
