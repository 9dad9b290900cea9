import { messageOf, SandboxError } from "../sandbox/errors.ts";
import { needsAllowedOrigin } from "../src/domain/gateway-url.ts";
import { UsageError } from "./page-arguments.ts";
import type { PageServer } from "./page-server.ts";

/** Prints all lines in one write, so that a program that waits for the first gets the others too. */
export function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** The first line: where the page is. */
export function sayWhere(address: string): string {
  return `Gatehouse  ${address}   (Ctrl-C ends it)`;
}

/** A line with the origins that the gateway has to allow; none where it needs no list. */
export function sayOrigins(page: PageServer, gatewayUrl: string): readonly string[] {
  const origins = page.origins.filter((origin) => needsAllowedOrigin(origin, gatewayUrl));
  return origins.length === 0
    ? []
    : [`           Its gateway.controlUi.allowedOrigins must contain ${origins.join(" or ")}`];
}

/** Errors that are written for people are one line; of others only the first line is shown. */
export function fail(error: unknown): never {
  const [firstLine = ""] = messageOf(error).split("\n");
  const known = error instanceof SandboxError || error instanceof UsageError;
  process.stderr.write(`${known ? messageOf(error) : `Unexpected error: ${firstLine}`}\n`);
  // Guards stop gateways and remove temporary directories when this process ends.
  process.exit(1);
}
