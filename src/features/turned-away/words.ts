import type { GatewayTimes } from "#data/gateway-clock.ts";
import { clientKind } from "#domain/client-kinds.ts";
import { CERTAINTY_WORDS, type Match } from "#domain/gateway-log/matching.ts";
import type { Refusal } from "#domain/gateway-log/refusal.ts";
import type { TurnedAwayClient } from "#domain/gateway-log/turned-away.ts";
import type { Finding } from "#domain/recovery/finding.ts";
import { findingForCode, findingForFailure } from "#domain/recovery/findings.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { safeText } from "#lib/safe-text.ts";
import { tableOf } from "#lib/table.ts";

const CREDENTIALS = tableOf({
  none: "no token",
  token: "a token",
  password: "a password",
  "device-token": "its device token",
  "bootstrap-token": "a setup code",
});

/** Which credential was used; null where the gateway does not say. */
export function credentialWords({ credential }: Refusal): string | null {
  return credential === null ? null : (CREDENTIALS.get(credential) ?? safeText(credential, 30).plain);
}

/** What the client says that it is, beside its name. */
export function appWords({ client }: Refusal): string {
  const { clientId, mode, version, platform } = client;
  if (clientId === undefined && mode === undefined) return "";
  const app = clientKind({ clientId, clientMode: mode }).label;
  return [app, version, platform]
    .flatMap((word) => (word === undefined ? [] : safeText(word, 30).plain))
    .join(" · ");
}

/** What was answered, in a few words. */
export function answerWords({ code, reason }: Refusal): string {
  return code === null ? `Refused: ${safeText(reason, 60).plain}` : findingForCode(code).title;
}

/** Who it is, as far as the facts allow. */
export function matchWords(match: Match): string {
  const { device, request, certainty, deviceId } = match;
  const name = shownName(device ?? request ?? { deviceId }, 40).safe.plain;
  const what = device ? "paired" : "waits for approval";
  const beginning = certainty === "id" ? "" : "Probably ";
  return `${beginning}${name} ${shortDeviceId(deviceId)}, ${what} (${CERTAINTY_WORDS[certainty]})`;
}

/** Why this client is not in, and what mends it. */
export function findingOf(client: TurnedAwayClient, match: Match | null, times: GatewayTimes): Finding {
  const { last, count, sinceMs } = client;
  const finding = findingForFailure(
    {
      code: last.code,
      message: last.code === null ? last.reason : "",
      details: { ...last.proven, reason: last.reason },
      context: {
        ...(last.client.origin !== undefined && { pageOrigin: last.client.origin }),
        ...(match && { deviceId: match.deviceId }),
      },
    },
    match?.device ? "device" : "elsewhere",
  );
  const from =
    last.address === null ? "" : ` from ${last.address}${last.isForwarded ? ", through a proxy" : ""}`;
  const credential = credentialWords(last);
  return {
    ...finding,
    evidence: [
      `The gateway’s log has ${count === 1 ? "one try" : `${count} tries`} since ${times.dateTime(sinceMs)}, the last at ${times.dateTime(last.atMs)}${from}.`,
      `It gives the reason ${safeText(last.reason, 80).plain}${credential === null ? "" : `, for a sign-in with ${credential}`}.`,
      ...(match ? [`${matchWords(match)}.`] : ["No device of the list fits with enough certainty."]),
    ],
  };
}
