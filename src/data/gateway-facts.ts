import type { Gateway } from "./gateway.ts";
import { changeKnown, findKnown, GATEWAY_COLORS, knownGateways } from "./known-gateways.ts";
import { z } from "#lib/zod.ts";

const identityReply = z.object({ deviceId: z.string() });

// Nothing else of the configuration is kept.
const configReply = z.object({
  config: z.object({
    gateway: z.optional(
      z.object({
        controlUi: z.optional(
          z.object({
            environment: z.optional(
              z.object({
                label: z.optional(z.string().check(z.maxLength(100))),
                color: z.optional(z.string()),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
});

/**
 * Asks for the id of the gateway's key and, where this browser knows several gateways, for the name and colour in its
 * configuration. Old gateways and sessions with few scopes answer neither.
 */
export async function fetchGatewayFacts(gateway: Gateway): Promise<void> {
  const { session } = gateway;
  if (!session) return;
  const { methods } = session.hello;
  if (methods.includes("gateway.identity.get")) {
    const reply = identityReply.safeParse(await session.request("gateway.identity.get"));
    if (reply.success) noteIdentity(gateway.url, reply.data.deviceId);
  }
  if (methods.includes("config.get") && knownGateways.read().length > 1) {
    const reply = configReply.safeParse(await session.request("config.get"));
    if (reply.success) {
      const { label, color } = reply.data.config.gateway?.controlUi?.environment ?? {};
      const environment = { label, color: GATEWAY_COLORS.find((known) => known === color) };
      changeKnown(gateway.url, { environment: label === undefined ? undefined : environment });
    }
  }
}

function noteIdentity(url: string, identity: string): void {
  const before = findKnown(url)?.identity;
  if (before === undefined) changeKnown(url, { identity });
  else changeKnown(url, { otherIdentity: identity === before ? undefined : identity });
}

/** Accepts the gateway that answers at `url` now as the right one. */
export function acceptIdentity(url: string): void {
  const other = findKnown(url)?.otherIdentity;
  if (other !== undefined) changeKnown(url, { identity: other, otherIdentity: undefined });
}
