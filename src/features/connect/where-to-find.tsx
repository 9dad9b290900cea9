import { needsAllowedOrigin, parseGatewayUrl } from "#domain/gateway-url.ts";
import { allowOrigin } from "#domain/recovery/connections.ts";
import { Command } from "#ui/command.tsx";

/**
 * Where the things come from that the form asks for.
 * @param address the gateway as it stands in the form
 */
export function WhereToFind({ address }: { readonly address: string }) {
  const parsed = parseGatewayUrl(address, location);
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
      {parsed.ok && needsAllowedOrigin(location.origin, parsed.url) && (
        <section className="space-y-2">
          <h2 className="font-semibold text-ink">The gateway must know this page</h2>
          <p>
            Unless page and gateway are on the same machine, it lets in only pages from addresses that are in
            its list. To add this one on the gateway’s host:
          </p>
          {allowOrigin(location.origin).map((command) => (
            <Command key={command.command} {...command} />
          ))}
        </section>
      )}
    </aside>
  );
}
