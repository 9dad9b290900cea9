/** What nodes may do for agents, and what they ask to be allowed, as gateways list it (`node.pair.list`). */

import type { DeviceFacts } from "./device.ts";
import { coversScope } from "./scopes.ts";
import { normaliseWords } from "./snapshot.ts";

/** What a node offers, or was allowed to offer. All words were written by the node itself: treat them as hostile. */
export interface NodeSurface {
  /** What agents can have it do: `system.run`, `camera.snap`, … */
  readonly commands: readonly string[];
  /** Areas that it works in: `system`, `browser`, … (`caps` on the wire). */
  readonly capabilities: readonly string[];
  /** What its own system has allowed its program, such as `camera`; what that denied is left out. */
  readonly permissions: readonly string[];
}

/** A node whose commands wait for approval. `deviceId` is its `nodeId` on the wire. */
export interface NodeRequest extends DeviceFacts, NodeSurface {
  readonly requestId: string;
  readonly version?: string | undefined;
  /** What whoever approves must hold; undefined where the gateway does not say (2026.3.13, and all events of 2026.6.11). */
  readonly requiredScopes?: readonly string[] | undefined;
  /** The gateway's clock, ms since the epoch (`ts` on the wire). */
  readonly requestedAtMs: number;
}

/** A node whose commands were approved. */
export interface ApprovedNode extends NodeSurface {
  readonly nodeId: string;
  readonly approvedAtMs?: number | undefined;
}

/** What is known of a node right now. */
export interface NodeStatus {
  readonly isConnected: boolean;
  /** What agents can use at the moment. */
  readonly commands: readonly string[];
}

/** `added`: new; `same`: approved before; `dropped`: approved before, and not offered any more. */
export type CommandChange = "added" | "same" | "dropped";

/** The difference that an approval makes to one kind of words: it replaces what was approved before. */
export interface ChangedWord {
  readonly value: string;
  readonly change: CommandChange;
}

/** Compares what a node asks for with what it has; what it asks for comes first. */
export function changedWords(asked: readonly string[], held: readonly string[]): readonly ChangedWord[] {
  const wanted = normaliseWords(asked);
  const had = normaliseWords(held);
  return [
    ...wanted.map((value): ChangedWord => ({ value, change: had.includes(value) ? "same" : "added" })),
    ...had
      .filter((value) => !wanted.includes(value))
      .map((value): ChangedWord => ({ value, change: "dropped" })),
  ];
}

/** What was approved beyond what was shown before the click; null where it was no more than that. */
export function compareSurfaces(shown: NodeSurface, approved: NodeSurface): NodeSurface | null {
  const beyond = (kind: keyof NodeSurface) => {
    const expected = normaliseWords(shown[kind]);
    return normaliseWords(approved[kind]).filter((value) => !expected.includes(value));
  };
  const wider = {
    commands: beyond("commands"),
    capabilities: beyond("capabilities"),
    permissions: beyond("permissions"),
  };
  return Object.values(wider).some((words) => words.length > 0) ? wider : null;
}

/** Whether all that was shown is approved. */
export function hasAllOf(shown: NodeSurface, approved: NodeSurface): boolean {
  return compareSurfaces(approved, shown) === null;
}

/** The scopes that a session lacks to approve a request. */
export function missingScopes(
  { requiredScopes = [] }: NodeRequest,
  sessionScopes: readonly string[],
): readonly string[] {
  return requiredScopes.filter((scope) => !coversScope(sessionScopes, scope));
}
