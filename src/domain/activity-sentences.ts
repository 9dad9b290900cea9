/** One sentence for each entry of the log, for the screen and for exports. */

import { safeText, type SafeText } from "#lib/safe-text.ts";
import {
  ANSWERS,
  type CommandsAsked,
  type CommandsEnded,
  type HistoryEntry,
  type ConnectionChange,
  type DeviceChange,
  type Logged,
  type RequestEnded,
  type RequestSeen,
  type Write,
  type WriteAction,
} from "./activity.ts";
import { credentialWords } from "./connection/words.ts";
import { shownName } from "./names.ts";

/** What the log can be filtered by. */
export type ActivityTopic = "requests" | "changes" | "connection";

/** The topics of an entry: the end of a request is also a decision. */
export function topicsOf(entry: HistoryEntry): readonly ActivityTopic[] {
  if (entry.kind === "request-seen" || entry.kind === "commands-asked") return ["requests"];
  if (entry.kind === "request-ended" || entry.kind === "commands-ended") return ["requests", "changes"];
  if (entry.kind === "device-appeared" || entry.kind === "device-vanished" || entry.kind === "logged")
    return ["changes"];
  if (entry.kind !== "write") return ["connection"];
  return ANSWERS.has(entry.action) ? ["requests", "changes"] : ["changes"];
}

/** A piece of a sentence: our own words, or somebody else's, which the screen isolates. */
export type Part = string | SafeText;

export function sentenceParts(entry: HistoryEntry): readonly Part[] {
  if (entry.kind === "request-seen") return seen(entry);
  if (entry.kind === "request-ended") return ended(entry);
  if (entry.kind === "commands-asked") return commandsAsked(entry);
  if (entry.kind === "commands-ended") return commandsEnded(entry);
  if (entry.kind === "write") return wrote(entry);
  if (entry.kind === "logged") return logged(entry);
  return "by" in entry ? changed(entry) : connection(entry);
}

export function sentenceOf(entry: HistoryEntry): string {
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
      return [
        "The request of ",
        name,
        ` is gone${perhaps || "; it expired, was replaced, or was answered elsewhere"}.`,
      ];
  }
}

function commandsAsked({ commands, ...entry }: CommandsAsked): readonly Part[] {
  return [whom(entry), ` asked for approval of its commands: ${list(commands) || "none"}.`];
}

function commandsEnded({ by, ...entry }: CommandsEnded): readonly Part[] {
  const how =
    by === "unclear"
      ? "perhaps answered by this browser, which got no answer."
      : "it was answered elsewhere, was replaced, or expired.";
  return ["The request of ", whom(entry), ` for its commands is gone; ${how}`];
}

const PAST: Readonly<Record<WriteAction, string>> = {
  approve: "approved the request of ",
  reject: "rejected the request of ",
  remove: "removed ",
  rename: "renamed ",
  rotate: "rotated the token of ",
  revoke: "revoked the token of ",
  "approve-commands": "approved the commands of ",
  "reject-commands": "rejected the commands of ",
  "remove-node": "removed the node role of ",
};
const INFINITIVE: Readonly<Record<WriteAction, string>> = {
  approve: "approve the request of ",
  reject: "reject the request of ",
  remove: "remove ",
  rename: "rename ",
  rotate: "rotate the token of ",
  revoke: "revoke the token of ",
  "approve-commands": "approve the commands of ",
  "reject-commands": "reject the commands of ",
  "remove-node": "remove the node role of ",
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

function logged({ what, role, ...entry }: Logged): readonly Part[] {
  const name = whom(entry);
  const as = role === undefined ? "" : ` as ${role}`;
  const token = role === undefined ? "The token of " : `The ${role} token of `;
  switch (what) {
    case "approved":
      return [name, ` was approved${as}.`];
    case "auto-approved":
      return [name, ` was approved${as} without anybody being asked.`];
    case "removed":
      return [name, " was removed."];
    case "pruned":
      return [name, " was removed by the gateway itself, since a newer pairing took its place."];
    case "renamed":
      return [name, " was renamed."];
    case "rotated":
      return [token, name, " was rotated."];
    case "revoked":
      return [token, name, " was revoked."];
    case "scope-upgrade":
      return [name, " asked for more rights."];
    case "role-upgrade":
      return [name, " asked for another role."];
    case "metadata-upgrade":
      return [name, " came as another kind of device, and has to be approved again."];
  }
}

function connection(entry: ConnectionChange): readonly Part[] {
  switch (entry.kind) {
    case "connected": {
      const version = safeText(entry.version ?? "of unknown version", 40);
      const credential = credentialWords(entry.credential);
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
