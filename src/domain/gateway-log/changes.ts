/** What the gateway's log tells of its devices: who was let in, removed, renamed, and which token was changed. */

/** One change. The log does not say who made it. */
export interface LoggedChange {
  readonly atMs: number;
  readonly what:
    | "approved"
    | "auto-approved"
    | "removed"
    | "pruned"
    | "renamed"
    | "rotated"
    | "revoked"
    | "scope-upgrade"
    | "role-upgrade"
    | "metadata-upgrade";
  readonly deviceId: string;
  readonly role: string | undefined;
}

type What = LoggedChange["what"];

const WORDS: ReadonlyMap<string, What> = new Map([
  ["approved", "approved"],
  ["auto-approved", "auto-approved"],
  ["ssh-verified auto-approve", "auto-approved"],
  ["removed", "removed"],
  ["pruned superseded silent pairing", "pruned"],
  ["renamed", "renamed"],
  ["rotated", "rotated"],
  ["revoked", "revoked"],
  ["scope-upgrade", "scope-upgrade"],
  ["role-upgrade", "role-upgrade"],
  ["metadata-upgrade", "metadata-upgrade"],
]);

/** Each from the beginning of the sentence: what a client or an operator has written stands behind the device id. */
const SENTENCES = [
  /^device pairing (approved|auto-approved|removed|renamed|pruned superseded silent pairing) device=([0-9a-f]{64})(?: roles?=([a-z]{1,20}))?(?![\w-])/,
  /^security audit: device pairing (ssh-verified auto-approve) device=([0-9a-f]{64}) /,
  /^device token (rotated|revoked) device=([0-9a-f]{64}) role=([a-z]{1,20})(?![\w-])/,
  /^security audit: device (?:access|metadata) upgrade requested reason=(scope-upgrade|role-upgrade|metadata-upgrade) device=([0-9a-f]{64}) /,
] as const;

/** Reads a change; null for every other sentence. */
export function readChange(message: string, atMs: number): LoggedChange | null {
  for (const sentence of SENTENCES) {
    const [, word = "", deviceId, role] = sentence.exec(message) ?? [];
    const what = WORDS.get(word);
    if (what && deviceId !== undefined) return { atMs, what, deviceId, role };
  }
  return null;
}
