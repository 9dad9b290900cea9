import { tableOf } from "#lib/table.ts";
import type { CredentialKind, FollowUp } from "./attempt.ts";

const CREDENTIALS = tableOf({
  none: "no credential",
  "shared-token": "the shared token",
  password: "the password",
  "device-token": "the stored device token",
  "shared-and-device-token": "the shared token and the stored device token",
  "bootstrap-token": "the token of a one-time dashboard link",
} satisfies Record<CredentialKind, string>);

/** What was sent to sign in. @param kind a `CredentialKind`, as it was kept */
export function credentialWords(kind: string): string {
  return CREDENTIALS.get(kind) ?? "an unknown credential";
}

/** What the page did by itself after a failure, without the full stop. */
export const FOLLOW_UP_WORDS: Readonly<Record<FollowUp, string>> = {
  retry: "Tried again by itself",
  "retry-with-device-token": "Tried once more with the stored device token",
  "retry-with-shared-credentials":
    "Dropped the refused device token, and tried once more with the shared token or password",
  "retry-as-development-build": "Tried once more as a page that the gateway does not serve itself",
  "retry-with-new-challenge": "Tried once more with a new challenge",
  "wait-for-approval": "Waited for approval, and asked again",
  stop: "Stopped: trying again would not change the answer",
};
