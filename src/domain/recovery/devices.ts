/** Pairing, device identity and device signatures. */

import { tableOf } from "#lib/table.ts";

import {
  approve,
  LIST,
  remove,
  textOf,
  type Advice,
  type AdviceEntry,
  type FailureFacts,
} from "./explanation.ts";

const WHO =
  "Somebody who is in already must approve it: here under Devices, or on the gateway’s host. Requests live five minutes, and a device that keeps asking keeps its place.";

const NODE = "A node does not try again after it was refused: restart it when it is approved.";

type Words = readonly [title: string, cause: string];

const NOT_PAIRED: Words = [
  "Waiting for approval",
  "The gateway knows the token, but not this device, and lets new devices in only after somebody approved them.",
];

/** By the reason that the gateway gives; any other is told as if the device were new. */
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

function pairing({ details, message, closeReason, context }: FailureFacts): Advice {
  const text = `${message} ${closeReason ?? ""}`.toLowerCase();
  const reason = textOf(details, "reason") ?? pairingReason(text);
  const [title, cause] = UPGRADES.get(reason) ?? NOT_PAIRED;
  const requestId =
    textOf(details, "requestId") ?? /\(requestid:\s*([\w.:-]+)/i.exec(`${message} ${closeReason ?? ""}`)?.[1];
  // A pasted error may name a device as well.
  const isOwn = context?.pageOrigin !== undefined;
  return {
    title,
    cause,
    next: `${WHO} ${isOwn ? "This page signs in by itself as soon as that is done." : NODE}`,
    commands: [LIST, approve(requestId)],
    actions: ["wait-for-approval"],
    deviceActions: ["open-device"],
    stops: false,
  };
}

/** Old gateways name the reason in words only, if at all. */
function pairingReason(text: string): string {
  if (/role upgrade|higher role/.test(text)) return "role-upgrade";
  if (/scope upgrade|more scopes/.test(text)) return "scope-upgrade";
  return /metadata|identity changed/.test(text) ? "metadata-upgrade" : "not-paired";
}

const insecurePage: Advice = {
  title: "The device did not identify itself",
  cause:
    "The gateway wants a device key with every sign-in. A page that was opened over plain http (other than localhost) cannot have one everywhere, and old programs have none.",
  next: "Open this page by https or by http://localhost, for example through a tunnel. Other programs need an update.",
  commands: [
    { label: "A tunnel to the gateway", command: "ssh -N -L 18789:127.0.0.1:18789 user@gateway-host" },
    { label: "Or HTTPS within your tailnet", command: "openclaw gateway --tailscale serve" },
  ],
  actions: ["open-connect"],
  stops: true,
};

const badKey =
  (title: string, cause: string): AdviceEntry =>
  ({ context }) => ({
    title,
    cause,
    next: "Forget this browser (on other devices: reset the app’s pairing), so that it makes a new key, and approve it again. If it happens again, update the program.",
    commands: [LIST, remove(context?.deviceId)],
    actions: ["forget-browser"],
    deviceActions: ["open-device", "remove"],
    stops: true,
  });

const badRace = (title: string, cause: string): Advice => ({
  title,
  cause,
  next: "Try again. If it stays, reload the page or update the program that cannot sign in.",
  actions: ["retry"],
  stops: false,
});

/** Every code about devices. */
export const DEVICES = tableOf<AdviceEntry>({
  PAIRING_REQUIRED: pairing,
  DEVICE_IDENTITY_REQUIRED: insecurePage,
  CONTROL_UI_DEVICE_IDENTITY_REQUIRED: insecurePage,
  DEVICE_AUTH_INVALID: badKey(
    "The device’s proof was not accepted",
    "What the device sent to prove its identity is incomplete or damaged.",
  ),
  DEVICE_AUTH_DEVICE_ID_MISMATCH: badKey(
    "The device’s ID and key do not fit",
    "A device ID is computed from the key, and this one comes from another key. Stored data were mixed up or damaged.",
  ),
  DEVICE_AUTH_PUBLIC_KEY_INVALID: badKey(
    "The device’s key cannot be read",
    "The stored key is damaged, or written in a way that the gateway does not know.",
  ),
  DEVICE_AUTH_SIGNATURE_INVALID: badKey(
    "The device’s signature is wrong",
    "The device signed something else than the gateway checked: with another key, another token, or in a newer way than this gateway knows.",
  ),
  DEVICE_AUTH_SIGNATURE_EXPIRED: badRace(
    "The device answered too late",
    "The signature carries a time, and it is too far from the gateway’s. A clock jumped, the computer slept, or the program uses its own clock and that is wrong.",
  ),
  DEVICE_AUTH_NONCE_REQUIRED: badRace(
    "The device did not wait for the gateway",
    "The gateway sends a one-time number that has to be signed, and the sign-in came without it. Old programs do that.",
  ),
  DEVICE_AUTH_NONCE_MISMATCH: badRace(
    "The device signed an old number",
    "The one-time number belongs to another connection. That happens when a connection is replaced just then.",
  ),
});
