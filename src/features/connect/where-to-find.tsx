import { needsAllowedOrigin, parseGatewayUrl } from "#domain/gateway-url.ts";
import { allowOrigin } from "#domain/recovery/commands.ts";
import { Command } from "#components/command-block.tsx";

/**
 * Help for the sign-in form.
 * @param address the gateway's address in the form
 */
export function WhereToFind({ address }: { readonly address: string }) {
  const parsed = parseGatewayUrl(address, location);
  return (
    <aside className="space-y-4 rounded-xl border border-line p-5 text-muted">
      <section className="space-y-2">
        <h2 className="font-semibold text-ink">Where to find the token</h2>
        <p>Run one of these on the gateway’s host. Older gateways support only the second.</p>
        <Command command="openclaw gateway auth-token --show" />
        <Command command="openclaw config get gateway.auth.token" />
      </section>
      {parsed.ok && needsAllowedOrigin(location.origin, parsed.url) && (
        <section className="space-y-2">
          <h2 className="font-semibold text-ink">Allow this page</h2>
          <p>
            Unless both run on the same machine, the gateway accepts only pages from its list of allowed
            origins. To add this page, run on the gateway’s host:
          </p>
          {allowOrigin(location.origin).map((command) => (
            <Command key={command.command} {...command} />
          ))}
        </section>
      )}
    </aside>
  );
}
