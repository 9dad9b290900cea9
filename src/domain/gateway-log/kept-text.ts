/** What of a log's text is kept: short, and without anything that may be a secret. Old gateways redact nothing. */

import { redactSecrets } from "#domain/redact.ts";

const LONGEST = 120;
/** Longer than what is kept, so that a secret that crosses the cut is removed before it. */
const WINDOW = 1_000;

/** A text of a client as it may be kept. Names of devices are compared in this form, too. */
export function keptText(text: string): string {
  return redactSecrets(text.slice(0, WINDOW)).slice(0, LONGEST).trim();
}
