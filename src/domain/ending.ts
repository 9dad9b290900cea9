/**
 * Who ended an attempt to sign in or a session, and why; set where it happens.
 * - `refusal`: the gateway answered the sign-in with an error.
 * - `closed`: the socket was closed from the other side, by the gateway, a proxy or the network.
 * - `storage`, `page`: this browser refused its storage, its keys or the address.
 * - the rest: this page gave up.
 */
export type EndedBy =
  | "refusal"
  | "closed"
  | "not-opened"
  | "no-challenge"
  | "no-answer"
  | "unreadable"
  | "silence"
  | "storage"
  | "page";

const PAGE_ENDINGS: ReadonlyMap<EndedBy, string> = new Map([
  ["not-opened", "This page gave up: the connection did not open within 10 seconds."],
  ["no-challenge", "This page gave up: the connection opened, but no challenge came within 10 seconds."],
  ["no-answer", "This page gave up: no answer to the sign-in came within 14 seconds."],
  ["unreadable", "This page gave up: it could not read what came."],
  ["silence", "This page gave up: nothing came for twice the gateway’s tick interval."],
]);

/** What to say where this page gave up; null where somebody else ended it, whose words the failure has. */
export function pageEnding(endedBy: EndedBy): string | null {
  return PAGE_ENDINGS.get(endedBy) ?? null;
}

/** Whether it was this browser that refused: the failure then has its words, and not the gateway's. */
export function isOfBrowser(endedBy: EndedBy): boolean {
  return endedBy === "storage" || endedBy === "page";
}
