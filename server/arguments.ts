import { messageOf } from "../sandbox/errors.ts";
import { resolveVersion } from "../sandbox/install.ts";
import {
  checkPageOptions,
  PAGE_OPTIONS,
  PAGE_USAGE,
  parseOptions,
  UsageError,
  type PageArguments,
} from "./page-arguments.ts";

export interface ServerOptions extends PageArguments {
  /** `always`: with `--sandbox`; `never`: with `--no-sandbox`; `auto`: if no gateway answers. */
  sandbox: "always" | "never" | "auto";
  sandboxVersion: string;
}

export const USAGE = `Usage: npm start -- [options]

Serves the panel and connects it to a gateway. Without options: to the gateway of this machine, or,
if none answers, to a sandbox: a real gateway in a temporary directory, with simulated devices.

${PAGE_USAGE}
  --sandbox                start the sandbox without looking for a gateway
  --no-sandbox             never start the sandbox
  --sandbox-version <v>    its openclaw: 2026.9 (default), 2026.3, or an exact version
  --help                   this text

Ctrl-C ends everything, with exit code 0. Errors are one line each, with exit code 1.
`;

function parseVersion(text: string): string {
  try {
    return resolveVersion(text);
  } catch (error) {
    throw new UsageError(`--sandbox-version: ${messageOf(error)}`, { cause: error });
  }
}

/** Reads the command line (without node and script). `null`: help was asked for. Throws `UsageError`. */
export function parseArguments(args: readonly string[]): ServerOptions | null {
  const raw = parseOptions(args, {
    ...PAGE_OPTIONS,
    sandbox: { type: "boolean", default: false },
    "no-sandbox": { type: "boolean", default: false },
    "sandbox-version": { type: "string" },
  } as const);
  if (raw.help) return null;
  const version = raw["sandbox-version"];
  if (raw.sandbox && raw["no-sandbox"])
    throw new UsageError("--sandbox and --no-sandbox exclude each other.");
  if (raw.sandbox && raw.gateway !== undefined)
    throw new UsageError("--sandbox and --gateway exclude each other.");
  if (raw["no-sandbox"] && version !== undefined)
    throw new UsageError("--no-sandbox and --sandbox-version exclude each other.");
  const named = raw.sandbox ? "always" : "auto";
  return {
    ...checkPageOptions(raw),
    sandbox: raw["no-sandbox"] ? "never" : named,
    sandboxVersion: parseVersion(version ?? "2026.9"),
  };
}
