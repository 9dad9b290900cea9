import { useGatewayTimes } from "#data/gateway-clock.ts";
import type { DeviceToken, PairedDevice } from "#domain/device.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Badge } from "#ui/badge.tsx";
import { Card } from "#ui/card.tsx";

const TIMES = [
  ["createdAtMs", "Created"],
  ["rotatedAtMs", "Rotated"],
  ["lastUsedAtMs", "Last used"],
  ["revokedAtMs", "Revoked"],
] as const;

/** The tokens of a device. Gateways never list their values. */
export function Tokens({ device }: { readonly device: PairedDevice }) {
  return (
    <Card title="Tokens">
      {device.tokens.length === 0 ? (
        <p className="text-muted">None. The device gets a token when it next signs in.</p>
      ) : (
        <ul className="divide-y divide-line">
          {device.tokens.map((token) => (
            <TokenEntry key={token.role} token={token} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function TokenEntry({ token }: { readonly token: DeviceToken }) {
  const times = useGatewayTimes();
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {describeRole(token.role).value}
        {token.revokedAtMs === undefined ? <Badge tone="good">Active</Badge> : <Badge>Revoked</Badge>}
      </p>
      <dl className="mt-1 grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2">
        {TIMES.map(([key, name]) => {
          const atMs = token[key];
          return (
            <div key={key} className="flex gap-2">
              <dt className="text-muted">{name}</dt>
              <dd title={atMs === undefined ? undefined : times.dateTime(atMs)}>
                {atMs === undefined ? (key === "revokedAtMs" ? "no" : "unknown") : times.age(atMs)}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="mt-1 text-sm text-muted">
        {token.scopes.length === 0
          ? "No scopes"
          : token.scopes.map((scope) => describeScope(scope).value).join(", ")}
      </p>
    </li>
  );
}
