/** What a change of the door could do to the page that makes it. */

import { isAllowed, type DoorChange } from "./change.ts";
import type { DoorFacts } from "./facts.ts";

/** Where this page comes from, and where it found the gateway. */
export interface PageFacts {
  readonly origin: string;
  readonly gatewayUrl: string;
}

/** How this page could be locked out; null where it could not. */
export function lockoutOf(change: DoorChange, facts: DoorFacts, page: PageFacts): string | null {
  if (change.kind !== "remove-origin") return null;
  const others = (facts.allowedOrigins ?? []).filter((entry) => entry !== change.origin);
  if (others.includes("*") || isAllowed(page.origin, { ...facts, allowedOrigins: others })) return null;
  if (change.origin !== "*" && !isAllowed(page.origin, facts)) return null;
  const isLocal = isLoopback(page.origin) && isLoopback(page.gatewayUrl);
  return isLocal
    ? "This page comes from that address. From this machine, or through a tunnel to it, it is still let in; behind a proxy it is not."
    : "This page comes from that address. It is locked out, and so is everybody who opens it there.";
}

function isLoopback(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? "";
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
}

/** What follows from a change, beside what it is made for. */
export function effectsOf(change: DoorChange, protocol: number): readonly string[] {
  switch (change.kind) {
    case "allow-origin":
      return [
        "Browsers may sign in from pages at this address. They still need the token and an approval.",
        "Nothing else in the list changes.",
      ];
    case "remove-origin":
      return [
        protocol >= 4
          ? "The gateway closes the sessions of pages that are no longer allowed, and refuses new ones."
          : "Pages at this address are refused from then on.",
      ];
    case "close-way":
      return [
        "Devices that would have come in this way wait for approval from then on.",
        "Devices that are paired already stay paired.",
        ...(change.way === "local"
          ? ["On the gateway’s own host, too, a new browser or command line has to be approved."]
          : []),
      ];
    case "set-limit":
      return [
        "After ten wrong tokens within a minute, the gateway refuses everything from that address for five minutes.",
      ];
  }
}
