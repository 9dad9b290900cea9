/** The record in words: one sentence an entry, for the eye and for exports. */

import { safeText, type SafeText } from "#lib/safe-text.ts";
import type {
  ActivityEntry,
  ConnectionChange,
  DeviceChange,
  RequestEnded,
  RequestSeen,
  Write,
  WriteAction,
} from "./activity.ts";
import { shownName } from "./names.ts";

/** What a person may want to see by itself. */
export type ActivityTopic = "requests" | "changes" | "connection";

/** Which topics an entry belongs to: the end of a request is also a decision. */
export function topicsOf(entry: ActivityEntry): readonly ActivityTopic[] {
  switch (entry.kind) {
    case "request-seen":
      return ["requests"];
    case "request-ended":
      return ["requests", "changes"];
    case "write":
      return entry.action === "approve" || entry.action === "reject" ? ["requests", "changes"] : ["changes"];
    case "device-appeared":
    case "device-vanished":
      return ["changes"];
    case "connected":
    case "connection-lost":
    case "connection-blocked":
    case "approval-awaited":
    case "disconnected":
      return ["connection"];
  }
}

/** A piece of a sentence: our own words, or somebody else's, which are to be isolated. */
export type Part = string | SafeText;

/** An entry as a sentence, to be shown piece by piece. */
export function sentenceParts(entry: ActivityEntry): readonly Part[] {
  switch (entry.kind) {
    case "request-seen":
      return seen(entry);
    case "request-ended":
      return ended(entry);
    case "write":
      return wrote(entry);
    case "device-appeared":
    case "device-vanished":
      return changed(entry);
    case "connected":
    case "connection-lost":
    case "connection-blocked":
    case "approval-awaited":
    case "disconnected":
      return connection(entry);
  }
}

/** An entry as a sentence in plain text. */
export function sentenceOf(entry: ActivityEntry): string {
  return sentenceParts(entry)
    .map((part) => (typeof part === "string" ? part : part.plain))
    .join("");
}

function seen({ remoteIp, roles, scopes, isRepair, ...entry }: RequestSeen): readonly Part[] {
  const from = remoteIp === undefined ? [] : [" from ", safeText(remoteIp)];
  const what = isRepair ? " asked for more rights, or came with a new key," : " asked to be let in";
  return [
    whom(entry),
    what,
    ...from,
    ` as ${list(roles) || "no role"}, with ${list(scopes) || "no scopes"}.`,
  ];
}

function ended({ how, by, ...entry }: RequestEnded): readonly Part[] {
  const name = whom(entry);
  const perhaps = by === "unclear" ? ", perhaps by this browser, which got no answer" : "";
  switch (how) {
    case "approved":
      return ["The request of ", name, ` was approved${perhaps || " elsewhere"}.`];
    case "rejected":
      return [
        "The request of ",
        name,
        ` was rejected${perhaps || " elsewhere, or replaced by a newer one"}.`,
      ];
    case "gone":
      return ["The request of ", name, ` is gone${perhaps || ": expired, replaced, or answered unheard"}.`];
  }
}

const PAST: Readonly<Record<WriteAction, string>> = {
  approve: "approved the request of ",
  reject: "rejected the request of ",
  remove: "removed ",
  rename: "renamed ",
  rotate: "rotated the token of ",
  revoke: "revoked the token of ",
};
const INFINITIVE: Readonly<Record<WriteAction, string>> = {
  approve: "approve the request of ",
  reject: "reject the request of ",
  remove: "remove ",
  rename: "rename ",
  rotate: "rotate the token of ",
  revoke: "revoke the token of ",
};

function wrote({ action, outcome, role, scopes, label, ...entry }: Write): readonly Part[] {
  const details: Part[] = [];
  if (label !== undefined) details.push(" to “", safeText(label), "”");
  if (role !== undefined) details.push(" for the role ", safeText(role));
  if (scopes !== undefined) details.push(`, with ${list(scopes) || "no scopes"}`);
  const object = [whom(entry), ...details];
  switch (outcome) {
    case "done":
      return [`This browser ${PAST[action]}`, ...object, "."];
    case "refused":
      return ["The gateway refused to ", INFINITIVE[action], ...object, "."];
    case "not-sent":
      return ["Not connected, so nothing was sent to ", INFINITIVE[action], ...object, "."];
    case "unknown":
      return [
        "The connection broke before the answer came, so it is not known whether this browser ",
        PAST[action],
        ...object,
        ".",
      ];
  }
}

function changed({ kind, by, isSilent, ...entry }: DeviceChange): readonly Part[] {
  const what = kind === "device-appeared" ? "paired" : "removed";
  const how = by === "unclear" ? ", perhaps by this browser, which got no answer" : " elsewhere";
  return [whom(entry), ` was ${what}${how}${isSilent ? ", without anybody being asked" : ""}.`];
}

const CREDENTIALS: ReadonlyMap<string, string> = new Map([
  ["none", "no credential"],
  ["shared-token", "the shared token"],
  ["password", "the password"],
  ["device-token", "the stored device token"],
  ["shared-and-device-token", "the shared token and the stored device token"],
  ["bootstrap-token", "a one-time dashboard link"],
]);

function connection(entry: ConnectionChange): readonly Part[] {
  switch (entry.kind) {
    case "connected": {
      const version = safeText(entry.version ?? "of unknown version", 40);
      const credential = CREDENTIALS.get(entry.credential) ?? "an unknown credential";
      return ["Connected to OpenClaw ", version, `, protocol ${entry.protocol}, with ${credential}.`];
    }
    case "connection-lost":
      return [
        `The connection was lost${entry.closeCode === null ? "" : ` (close code ${entry.closeCode})`}.`,
      ];
    case "connection-blocked":
      if (entry.isTurnedDown) return ["The request of this browser was turned down."];
      return ["The gateway could not be signed in to: ", safeText(entry.code ?? "no code was given"), "."];
    case "approval-awaited":
      return ["This browser asked to be let in, and waits for approval."];
    case "disconnected":
      return ["Disconnected here."];
  }
}

function whom({ deviceId, name }: { deviceId?: string | undefined; name?: string | undefined }): SafeText {
  if (deviceId === undefined && !name) return safeText("a device that is not known here");
  return shownName({ deviceId: deviceId ?? "", displayName: name }).safe;
}

function list(words: readonly string[]): string {
  return words.map((word) => safeText(word).plain).join(", ");
}
