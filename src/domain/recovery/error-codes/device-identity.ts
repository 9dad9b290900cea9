/** Pairing, device identity and device signatures. */

import { tableOf } from "#lib/table.ts";

import { textOf, type CodeAdvice, type CodeEntry, type FailureFacts } from "#domain/recovery/advice.ts";
import { approve, LIST, remove, SECURE_ADDRESS } from "#domain/recovery/commands.ts";

const WHO =
  "Somebody who is signed in must approve it: here under Devices, or on the gateway’s host. A request expires after five minutes, unless its device keeps asking.";

const NODE = "A node does not retry after a refusal: restart it once it is approved.";

type Words = readonly [title: string, cause: string];

const NOT_PAIRED: Words = [
  "Waiting for approval",
  "The token is right, but the gateway does not know this device, and new devices need an approval.",
];

/** By the gateway's reason; any other counts as a new device. */
const UPGRADES = tableOf<Words>({
  "role-upgrade": [
    "A new role waits for approval",
    "The device is paired, and now asks for a role that it was not approved for. Its old approval still stands.",
  ],
  "scope-upgrade": [
    "More rights wait for approval",
    "The device is paired, and now asks for more rights than it was approved for. Its old approval still stands.",
  ],
  "metadata-upgrade": [
    "Changed details wait for approval",
    "The device is paired, but now describes itself differently (its platform or family), and the gateway wants that confirmed.",
  ],
});

function pairing({ details, message, closeReason, context }: FailureFacts): CodeAdvice {
  const text = `${message} ${closeReason ?? ""}`.toLowerCase();
  const reason = textOf(details, "reason") ?? pairingReason(text);
  const [title, cause] = UPGRADES.get(reason) ?? NOT_PAIRED;
  const requestId =
    textOf(details, "requestId") ?? /\(requestid:\s*([\w.:-]+)/i.exec(`${message} ${closeReason ?? ""}`)?.[1];
  // Only this page's own failures have its origin.
  const isOwn = context?.pageOrigin !== undefined;
  return {
    title,
    cause,
    next: `${WHO} ${isOwn ? "This page then signs in automatically." : NODE}`,
    commands: [LIST, approve(requestId)],
    actions: ["wait-for-approval"],
    deviceActions: ["open-device"],
  };
}

/** Old gateways name the reason in words only, if at all. */
function pairingReason(text: string): string {
  if (/role upgrade|higher role/.test(text)) return "role-upgrade";
  if (/scope upgrade|more scopes/.test(text)) return "scope-upgrade";
  return /metadata|identity changed/.test(text) ? "metadata-upgrade" : "not-paired";
}

const insecurePage: CodeAdvice = {
  cause:
    "A page that was opened over plain http (other than localhost) cannot have a key everywhere, and old programs have none.",
  next: "Open this page by https or by http://localhost, for example through a tunnel. Other programs need an update.",
  commands: SECURE_ADDRESS,
  actions: ["open-connect"],
};

const badKey =
  (title: string, cause: string): CodeEntry =>
  ({ context }) => ({
    title,
    cause,
    next: "Forget this browser (on other devices: reset the app’s pairing), so that it makes a new key, and approve it again. If it happens again, update the program.",
    commands: [LIST, remove(context?.deviceId)],
    actions: ["forget-browser"],
    deviceActions: ["open-device", "remove"],
  });

const badRace = (title: string, cause: string): CodeAdvice => ({
  title,
  cause,
  next: "Try again. If that does not help, reload the page or update the program that cannot sign in.",
  actions: ["retry"],
});

export const DEVICE_IDENTITY = tableOf<CodeEntry>({
  PAIRING_REQUIRED: pairing,
  DEVICE_IDENTITY_REQUIRED: insecurePage,
  CONTROL_UI_DEVICE_IDENTITY_REQUIRED: insecurePage,
  DEVICE_AUTH_INVALID: badKey(
    "The device’s proof was not accepted",
    "What the device sent to prove its identity is incomplete or damaged.",
  ),
  DEVICE_AUTH_DEVICE_ID_MISMATCH: badKey(
    "The device’s ID and key do not match",
    "A device ID is computed from the key, and this one comes from another key. Its stored data are mixed up or damaged.",
  ),
  DEVICE_AUTH_PUBLIC_KEY_INVALID: badKey(
    "The device’s key cannot be read",
    "The stored key is damaged, or written in a way that the gateway does not know.",
  ),
  DEVICE_AUTH_SIGNATURE_INVALID: badKey(
    "The device’s signature is wrong",
    "The device signed something other than what the gateway checked: with another key, another token, or by a newer scheme than this gateway knows.",
  ),
  DEVICE_AUTH_SIGNATURE_EXPIRED: badRace(
    "The device answered too late",
    "The signature carries a time, and it is too far from the gateway’s. A clock changed, the computer slept, or the program uses its own clock and that is wrong.",
  ),
  DEVICE_AUTH_NONCE_REQUIRED: badRace(
    "The device did not wait for the gateway",
    "The gateway sends a one-time number that has to be signed, and the sign-in came without it. Only old programs do that.",
  ),
  DEVICE_AUTH_NONCE_MISMATCH: badRace(
    "The device signed an outdated number",
    "The one-time number belongs to another connection. That happens when the connection is replaced at that moment.",
  ),
});
