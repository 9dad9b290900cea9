/** Access that is to end on a day. Gateways have no such thing: this browser remembers it, and reminds. */

/** One device whose access is to end. The name is the device's own word. */
export interface AccessEnd {
  readonly gatewayUrl: string;
  readonly deviceId: string;
  readonly name?: string | undefined;
  /** From the beginning of this day in the reader's time zone: "2026-12-24". */
  readonly endsOn: string;
  readonly how: "revoke" | "remove";
}

/** More would be no list that anybody reads. */
const MAX_ENDS = 500;

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** With the end of one device's access, in place of the one that it had. The next to end come first. */
export function withEnd(ends: readonly AccessEnd[], end: AccessEnd): readonly AccessEnd[] {
  return [...withoutEnd(ends, end), end]
    .toSorted((a, b) => (a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : 0))
    .slice(0, MAX_ENDS);
}

export function withoutEnd(
  ends: readonly AccessEnd[],
  { gatewayUrl, deviceId }: Pick<AccessEnd, "gatewayUrl" | "deviceId">,
): readonly AccessEnd[] {
  return ends.filter((end) => end.gatewayUrl !== gatewayUrl || end.deviceId !== deviceId);
}

/** Those whose day has come. @param today "2026-12-24", in the reader's time zone */
export function dueEnds(ends: readonly AccessEnd[], today: string): readonly AccessEnd[] {
  return ends.filter(({ endsOn }) => endsOn <= today);
}
