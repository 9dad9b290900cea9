/**
 * What rotating, revoking and removing will do on a gateway, for the dialogs that ask before it. Observed on
 * 2026.3.13, 2026.3.22, 2026.4.15, 2026.5.28, 2026.6.11, 2026.8.2 and 2026.9.6; decided by what the hello says, since
 * there are versions between them.
 */

import { devicesCommand } from "./cli.ts";

/** What the hello said, and who is to be changed. */
export interface EffectFacts {
  readonly protocol: number;
  readonly methods: readonly string[];
  /** How this page signed in: `token`, `device-token`, …; undefined where that is not known. */
  readonly authMethod: string | undefined;
  readonly isThisBrowser: boolean;
}

/** Whether open sessions of the device end with the write: protocol 3 leaves them open, protocol 4 closes them. */
export function cutsSessions({ protocol }: Pick<EffectFacts, "protocol">): boolean {
  return protocol >= 4;
}

/**
 * Who gets the new token of a rotation: `asker` (it comes with the reply), `nobody` (the gateway keeps it until the
 * device signs in again), or `unknown` before the click.
 */
export function tokenGoesTo(facts: EffectFacts): "asker" | "nobody" | "unknown" {
  if (facts.protocol <= 3) return "asker";
  if (facts.isThisBrowser && facts.authMethod === "device-token") return "asker";
  // 2026.4.15 hands it to whoever may rotate; those that can rename (2026.8.2 and later) do not.
  return facts.methods.includes("device.pair.rename") ? "nobody" : "unknown";
}

export function rotationEffects(facts: EffectFacts): readonly string[] {
  const goesTo = tokenGoesTo(facts);
  const isCut = cutsSessions(facts);
  if (facts.isThisBrowser) {
    return [
      isCut
        ? "The gateway closes the session of this page; it signs in again automatically within seconds."
        : "The session of this page goes on.",
      goesTo === "asker"
        ? "This browser stores its new token before that, and signs in with it from then on."
        : "The gateway does not hand the new token out now. This browser gets it when it signs in again with the shared token.",
    ];
  }
  return [
    isCut
      ? "The gateway closes the device’s open sessions of this role at once."
      : "A session that the device has open goes on; its old token no longer works for the next sign-in.",
    TOKEN_SENTENCES[goesTo],
    goesTo === "asker"
      ? "The device can sign in with the new token once you have entered it there, or with the shared token."
      : "The device reconnects automatically if it has the shared token. Otherwise enter the shared token on it, or remove it here and approve it again.",
  ];
}

const TOKEN_SENTENCES = {
  asker: "You get the new token, once, in this page.",
  nobody:
    "You will not see the new token: this gateway keeps it for the device itself. Rotating again does not change that.",
  unknown: "Depending on its version, the gateway shows you the new token once, or keeps it for the device.",
} as const;

export function revokeEffects(facts: EffectFacts): readonly string[] {
  const isCut = cutsSessions(facts);
  const who = facts.isThisBrowser ? "this page" : "the device";
  return [
    isCut
      ? `The gateway closes the open sessions of ${who} at once.`
      : `A session that ${who} has open stays open and keeps working.`,
    isCut
      ? "With the shared token it can ask again: from elsewhere it then waits for approval, on the gateway’s own host it is let in without one."
      : "With the shared token it gets a fresh token at its next sign-in: that undoes the revoke.",
    ...(facts.isThisBrowser ? [OWN_RETURN] : []),
  ];
}

export function removalEffects(facts: EffectFacts): readonly string[] {
  const who = facts.isThisBrowser ? "this page" : "the device";
  return [
    "Its pairing goes, with all its roles, rights and tokens.",
    cutsSessions(facts)
      ? `The gateway closes the open sessions of ${who} at once.`
      : `A session that ${who} has open stays open until it ends, or until the gateway restarts.`,
    "With the shared token it can ask to be paired again: from elsewhere it waits for approval, on the gateway’s own host it is let in without one.",
    ...(facts.isThisBrowser ? [OWN_RETURN] : []),
  ];
}

const OWN_RETURN =
  "This page signs in again with the shared token if this tab has it. Keep it ready: without it you are locked out here.";

/** The sure way to keep a device out: without a pairing, and without a shared token that it knows. */
export function keepOutCommands(
  deviceId: string,
): readonly { readonly label: string; readonly command: string }[] {
  return [
    { label: "1. Remove the device", command: devicesCommand({ kind: "remove", deviceId }) },
    {
      label: "2. Change the shared token, which everybody then has to enter again",
      command: 'openclaw config set gateway.auth.token "$(openssl rand -hex 32)"',
    },
    { label: "3. Restart the gateway, which ends every open session", command: "openclaw gateway restart" },
  ];
}
