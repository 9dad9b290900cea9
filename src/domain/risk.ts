import { needsCommandApproval } from "./node-approval.ts";
import { type RiskTier, roleTier, scopeTier } from "./scopes.ts";

/** From harmless to dangerous; also the order of badges. */
export const TIERS: readonly RiskTier[] = [
  "reads",
  "acts",
  "manages-devices",
  "runs-commands",
  "administrator",
];

/** What a badge says. */
export const TIER_LABELS: Readonly<Record<RiskTier, string>> = {
  reads: "Reads",
  acts: "Acts",
  "manages-devices": "Manages devices",
  "runs-commands": "Runs commands here",
  administrator: "Administrator",
};

/** How loudly a tier is shown. */
export const TIER_TONES: Readonly<Record<RiskTier, "neutral" | "warn" | "danger">> = {
  reads: "neutral",
  acts: "warn",
  "manages-devices": "warn",
  "runs-commands": "danger",
  administrator: "danger",
};

/**
 * The tiers to show as badges, the highest last; empty for a device that may do nothing. An administrator can do all
 * that an operator can, so that only "runs commands" stands beside it; who writes can also read.
 * Scopes count whatever the roles are, and unknown roles count as running commands.
 */
export function riskTiers(roles: readonly string[], scopes: readonly string[]): readonly RiskTier[] {
  const found = new Set<RiskTier>();
  for (const role of roles) if (role.trim() !== "operator" && role.trim() !== "") found.add(roleTier(role));
  for (const scope of scopes) {
    found.add(scopeTier(scope));
    if (scope.trim() === "operator.write") found.add("reads");
  }
  if (found.has("administrator")) for (const tier of TIERS.slice(0, 3)) found.delete(tier);
  return TIERS.filter((tier) => found.has(tier));
}

/**
 * What has to be ticked before these rights are granted, or null. Give it the rights *after* the approval, not only
 * the new ones: the click grants all of them.
 *
 * @param methods what the gateway can do
 * @returns a sentence that begins "I understand" (promised in the UI contract) for administrators, nodes and
 *   unknown roles
 */
export function needsAcknowledgement(
  roles: readonly string[],
  scopes: readonly string[],
  methods: readonly string[],
): string | null {
  const parts: string[] = [];
  if (riskTiers([], scopes).includes("administrator")) parts.push("becomes an administrator of this gateway");
  const other = otherRoles(roles);
  if (other.hasNode) {
    parts.push(
      needsCommandApproval(methods)
        ? "becomes a node of this gateway, whose commands agents can use once those are approved too"
        : "can run commands as a node of this gateway",
    );
  }
  if (other.hasUnknown) parts.push("gets a role whose powers this page does not know");
  return parts.length > 0 ? `I understand that this device ${parts.join(", and that it ")}` : null;
}

/** A line for the top of a review. */
interface RiskBanner {
  readonly tier: RiskTier;
  /** "Administrator." */
  readonly title: string;
  /** "It could change any setting, …" */
  readonly text: string;
}

const BANNERS: Readonly<Record<RiskTier, string>> = {
  administrator: "It could change any setting, approve other devices and read every conversation.",
  "runs-commands":
    "Agents could use its commands, camera and screen, and what it answers reaches your conversations.",
  "manages-devices": "It could let other devices in and remove yours.",
  acts: "It could send messages and make agents act in your name.",
  reads: "It could read conversations, logs and settings, and change nothing.",
};

/**
 * The banner for a set of rights, by the highest tier; null where the device may do nothing.
 * @param methods what the gateway can do
 */
export function riskBanner(
  roles: readonly string[],
  scopes: readonly string[],
  methods: readonly string[],
): RiskBanner | null {
  const tier = riskTiers(roles, scopes).at(-1);
  if (tier === undefined) return null;
  const other = otherRoles(roles);
  if (tier === "runs-commands" && !other.hasNode) {
    return {
      tier,
      title: "Unknown role.",
      text: "This page does not know what it could do. Approve it only if you do.",
    };
  }
  const also = tier === "administrator" && other.hasNode ? " It could also run commands as a node." : "";
  const later =
    other.hasNode && needsCommandApproval(methods)
      ? " On this gateway its commands need an approval of their own."
      : "";
  return { tier, title: `${TIER_LABELS[tier]}.`, text: BANNERS[tier] + also + later };
}

function otherRoles(roles: readonly string[]): { hasNode: boolean; hasUnknown: boolean } {
  const others = roles.map((role) => role.trim()).filter((role) => role !== "operator" && role !== "");
  return { hasNode: others.includes("node"), hasUnknown: others.some((role) => role !== "node") };
}
