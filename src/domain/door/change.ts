/** Changes of the door that are made from here: what exactly is written, and what it means. */

import { DEFAULT_LIMIT } from "#domain/recovery/rate-limit.ts";

import type { DoorFacts } from "./facts.ts";

/** The way in that is closed: an automatic approval. */
export type AutomaticWay = "local" | "networks" | "ssh" | "proxy";

/** One change. Lists are only ever added to, or one entry is taken out. */
export type DoorChange =
  | { readonly kind: "allow-origin" | "remove-origin"; readonly origin: string }
  | { readonly kind: "close-way"; readonly way: AutomaticWay }
  | { readonly kind: "set-limit" };

type Setting = string | number | boolean | readonly string[] | Readonly<Record<string, unknown>> | undefined;

/** What is written, and where. */
export interface DoorPlan {
  readonly path: string;
  /** Undefined: not set. */
  readonly before: Setting;
  readonly after: Exclude<Setting, undefined>;
}

export const ORIGINS_PATH = "gateway.controlUi.allowedOrigins";

/** The settings that automatic approvals are made by. */
export const WAY_PATHS: Readonly<Record<AutomaticWay, string>> = {
  local: "gateway.nodes.pairing.autoApproveLocal",
  networks: "gateway.nodes.pairing.autoApproveCidrs",
  ssh: "gateway.nodes.pairing.sshVerify",
  proxy: "gateway.auth.trustedProxy.deviceAutoApprove.enabled",
};

export const LIMIT_PATH = "gateway.auth.rateLimit";

export function pathOf(change: DoorChange): string {
  switch (change.kind) {
    case "allow-origin":
    case "remove-origin":
      return ORIGINS_PATH;
    case "close-way":
      return WAY_PATHS[change.way];
    case "set-limit":
      return LIMIT_PATH;
  }
}

/** What is to be written; null where it is so already. */
export function planOf(change: DoorChange, facts: DoorFacts): DoorPlan | null {
  const path = pathOf(change);
  switch (change.kind) {
    case "allow-origin": {
      const before = facts.allowedOrigins;
      if (isAllowed(change.origin, facts)) return null;
      return { path, before, after: [...(before ?? []), change.origin] };
    }
    case "remove-origin": {
      const before = facts.allowedOrigins ?? [];
      const after = before.filter((entry) => normal(entry) !== normal(change.origin));
      return after.length === before.length ? null : { path, before, after };
    }
    case "close-way":
      return closingOf(change.way, facts);
    case "set-limit":
      return facts.limit ? null : { path, before: undefined, after: DEFAULT_LIMIT };
  }
}

function closingOf(way: AutomaticWay, facts: DoorFacts): DoorPlan | null {
  const path = WAY_PATHS[way];
  switch (way) {
    case "local":
      return facts.autoApproveLocal === false ? null : { path, before: facts.autoApproveLocal, after: false };
    case "networks":
      return facts.autoApproveCidrs.length === 0 ? null : { path, before: facts.autoApproveCidrs, after: [] };
    case "ssh":
      return facts.sshVerify === false ? null : { path, before: facts.sshVerify, after: false };
    case "proxy":
      return facts.proxySignIn?.autoApproves ? { path, before: true, after: false } : null;
  }
}

/** Gateways compare without case and outer spaces. */
function normal(origin: string): string {
  return origin.trim().toLowerCase();
}

/** Whether the list names this origin; `*` does not count, since it is to be taken out one day. */
export function isAllowed(origin: string, { allowedOrigins }: DoorFacts): boolean {
  return allowedOrigins?.some((entry) => normal(entry) === normal(origin)) ?? false;
}

/** The origin that a person means by an address; null where it is none that a browser sends. */
export function toOrigin(typed: string): string | null {
  const address = URL.parse(typed.trim());
  if (!address || !/^(?:https?|chrome-extension|tauri|app):$/.test(address.protocol)) return null;
  return address.host === "" ? null : `${address.protocol}//${address.host}`;
}

/** The parameters of the `config.patch`. New gateways take entries out of a list only where that is said. */
export function patchOf({ path, before, after }: DoorPlan, protocol: number) {
  const patch = path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), after);
  const removed = protocol >= 4 ? listsLost(path, before, after) : [];
  return { raw: JSON.stringify(patch), ...(removed.length > 0 && { replacePaths: removed }) };
}

function listsLost(path: string, before: Setting, after: Setting): readonly string[] {
  if (isList(before)) return isList(after) && before.every((entry) => after.includes(entry)) ? [] : [path];
  if (typeof before !== "object") return [];
  return Object.entries(before).flatMap(([key, value]) => (Array.isArray(value) ? `${path}.${key}` : []));
}

function isList(value: Setting): value is readonly string[] {
  return Array.isArray(value);
}

/** One line of what changes. */
export interface DiffLine {
  readonly sign: "same" | "added" | "removed";
  readonly text: string;
}

/** What changes, line by line; of a list, each entry is a line. */
export function diffOf({ before, after }: DoorPlan): readonly DiffLine[] {
  if (isList(after)) {
    const old = isList(before) ? before : [];
    return [
      ...old.map((entry): DiffLine => ({ sign: after.includes(entry) ? "same" : "removed", text: entry })),
      ...after.flatMap((entry): DiffLine[] => (old.includes(entry) ? [] : [{ sign: "added", text: entry }])),
    ];
  }
  return [
    { sign: "removed", text: before === undefined ? "not set" : JSON.stringify(before) },
    { sign: "added", text: JSON.stringify(after) },
  ];
}
