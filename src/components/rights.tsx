import { riskTiers, TIER_LABELS, TIER_TONES } from "#domain/risk.ts";
import { Badge } from "#ui/badge.tsx";

/** Badges that sum up roles and scopes. */
export function Rights({
  roles,
  scopes,
}: {
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}) {
  const tiers = riskTiers(roles, scopes);
  if (tiers.length === 0) return <Badge>No rights</Badge>;
  return (
    <div className="flex flex-wrap gap-1">
      {tiers.map((tier) => (
        <Badge key={tier} tone={TIER_TONES[tier]}>
          {TIER_LABELS[tier]}
        </Badge>
      ))}
    </div>
  );
}
