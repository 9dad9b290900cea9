import { useMemo } from "react";
import { accessEndsText } from "./access-ends-text.ts";
import { isSameGateway } from "./known-gateways.ts";
import { usePreference } from "./use-preference.ts";
import { dueEnds, isDay, withEnd, withoutEnd, type AccessEnd } from "#domain/review/access-end.ts";
import { formatFileDate } from "#lib/time.ts";
import { z } from "#lib/zod.ts";
import { useNow } from "#ui/use-now.ts";

const stored = z.array(
  z.object({
    gatewayUrl: z.string(),
    deviceId: z.string(),
    name: z.optional(z.string()),
    endsOn: z.string().check(z.refine(isDay)),
    how: z.enum(["revoke", "remove"]),
  }) satisfies z.ZodMiniType<AccessEnd>,
);

function parse(text: string | null): readonly AccessEnd[] {
  try {
    return stored.parse(JSON.parse(text ?? "[]"));
  } catch {
    return [];
  }
}

function write(ends: readonly AccessEnd[]): void {
  accessEndsText.write(ends.length === 0 ? null : JSON.stringify(ends));
}

/** Remembers when a device's access is to end, in place of what was remembered of it before. */
export function rememberEnd(end: AccessEnd): void {
  write(withEnd(parse(accessEndsText.read()), end));
}

export function forgetEnd(end: Pick<AccessEnd, "gatewayUrl" | "deviceId">): void {
  write(withoutEnd(parse(accessEndsText.read()), end));
}

/** Forgets all ends on one gateway. */
export function forgetEndsOf(gatewayUrl: string): void {
  write(parse(accessEndsText.read()).filter((end) => !isSameGateway(end.gatewayUrl, gatewayUrl)));
}

const STEP_MS = 60_000;

/** Access that ends, on all gateways, the next first. */
export function useAccessEnds() {
  const text = usePreference(accessEndsText);
  const today = formatFileDate(useNow(STEP_MS));
  return useMemo(() => {
    const ends = parse(text);
    return { ends, due: dueEnds(ends, today), today };
  }, [text, today]);
}
