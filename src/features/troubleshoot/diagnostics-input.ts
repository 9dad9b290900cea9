import { version } from "#package.json";
import type { Attempt } from "#domain/connection/attempt.ts";
import type { ConnectionSnapshot } from "#domain/connection/state.ts";
import type { DiagnosticsInput } from "#domain/diagnostics.ts";
import { describeBrowser } from "#gateway/client-info.ts";
import type { DeviceList } from "#gateway/messages.ts";

/** Collects the facts for the diagnostics from the connection, the device list and the page. */
export function diagnosticsFacts(
  { state, attempts, clockDifferenceMs, unreadableFrames }: ConnectionSnapshot,
  list: DeviceList | undefined,
): Omit<DiagnosticsInput, "createdAtMs" | "withAddresses" | "findings" | "storedCredentials"> {
  return {
    page: thisPage(),
    gatewayUrl: attempts.at(-1)?.gatewayUrl ?? null,
    connection: state.phase,
    session: state.phase === "connected" ? state.hello : null,
    clockDifferenceMs: attempts.some((attempt) => attempt.clockDifferenceMs !== null)
      ? clockDifferenceMs
      : null,
    attempts: attempts.map(withRecordedMessage),
    unreadable: { frames: unreadableFrames, entries: list?.unreadable ?? 0 },
    devices: list ? { paired: list.paired.length, pending: list.pending.length } : null,
  };
}

/** Uses the message as recorded in the frames, from which everything that the page sent has been removed. */
function withRecordedMessage(attempt: Attempt): Attempt {
  const { failure, frames } = attempt;
  const fields = frames.findLast(({ kind }) => kind === "refusal" || kind === "close")?.fields;
  const recorded = fields?.find(({ name }) => name === "message" || name === "reason")?.value;
  if (!failure || recorded === undefined) return attempt;
  return { ...attempt, failure: { ...failure, message: recorded, closeReason: "" } };
}

function thisPage(): DiagnosticsInput["page"] {
  const script = [...document.scripts].find(({ src }) => src.includes("/index-"))?.src;
  const major = /(?:Edg(?:A|iOS)?|OPR|Firefox|FxiOS|CriOS|Chrome|Version)\/(\d{1,3})/.exec(
    navigator.userAgent,
  )?.[1];
  return {
    version,
    build: script?.split("/").at(-1) ?? null,
    origin: location.origin,
    browser: describeBrowser(navigator.userAgent).displayName,
    browserVersion: major === undefined ? null : Number(major),
    isSecureContext: window.isSecureContext,
    isOnline: navigator.onLine,
  };
}
