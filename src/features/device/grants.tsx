import type { PairedDevice } from "#domain/device.ts";
import { riskTiers, TIER_LABELS, TIER_TONES } from "#domain/risk.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Badge } from "#ui/badge.tsx";

/** What was approved, role by role. */
export function Grants({ device }: { readonly device: PairedDevice }) {
  return (
    <section className="rounded-xl border border-line bg-surface p-5">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h2 className="font-semibold">What was approved</h2>
        {riskTiers(device.roles, device.scopes).map((tier) => (
          <Badge key={tier} tone={TIER_TONES[tier]}>
            {TIER_LABELS[tier]}
          </Badge>
        ))}
      </div>
      {device.roles.length === 0 && <p className="text-muted">No role.</p>}
      <div className="space-y-4">
        {device.roles.map((role) => {
          const about = describeRole(role);
          // Scopes are an operator's; the gateway lists them once for all roles.
          const scopes = role === "operator" || device.roles.length === 1 ? device.scopes : [];
          return (
            <div key={role}>
              <h3 className="font-medium">
                {about.title}{" "}
                <span className="font-mono text-[0.8rem] font-normal text-muted">{about.value}</span>
              </h3>
              <p className="text-sm text-muted">{about.detail}</p>
              <ul className="mt-2 space-y-1.5">
                {scopes.map((scope) => {
                  const right = describeScope(scope);
                  return (
                    <li key={scope}>
                      {right.title} <span className="font-mono text-[0.8rem] text-muted">{right.value}</span>
                    </li>
                  );
                })}
              </ul>
            </div>
          );
        })}
      </div>
    </section>
  );
}
