import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { approvalEndsOptions, commandApprovalsOptions, useCommandApprovals } from "./command-approvals.ts";
import { useGateway, type Gateway } from "./gateway.ts";
import { useHello } from "./session.ts";
import { useAction } from "./use-action.ts";
import { write } from "./writes.ts";
import {
  isSameApproval,
  type ApprovalDecision,
  type ApprovalEnd,
  type CommandApproval,
  type DecidedApproval,
  type WaitingApproval,
} from "#domain/command-approval.ts";
import { readApproval, readApprovalEnd } from "#gateway/command-approvals.ts";
import { parseKeptApproval, parseResolution } from "#gateway/kept-approvals.ts";
import { isRefusal } from "#gateway/requests.ts";
import type { GatewaySession } from "#gateway/session.ts";

/** How long a page that lost its connection during an answer is given to come back. */
const COME_BACK_MS = 60_000;

/** What became of an answer. */
export type AnswerOutcome =
  | { readonly kind: "decided"; readonly decision: ApprovalDecision }
  /** It had ended already. Null where the gateway does not say how. */
  | { readonly kind: "late"; readonly end: ApprovalEnd | null }
  /** What waits now is not what was shown: nothing was sent. */
  | { readonly kind: "changed" }
  /** No answer came from the gateway. `waits`: it was asked again, and the request still waits. */
  | { readonly kind: "unknown"; readonly waits: boolean };

interface Answer {
  readonly approval: CommandApproval;
  readonly decision: ApprovalDecision;
}

/** What this session knows of a gateway's requests. */
interface Known {
  readonly waiting: readonly WaitingApproval[];
  readonly endOf: (id: string) => ApprovalEnd | undefined;
}

/**
 * Answers exactly what was shown, or nothing. A request that is not waiting any more is never answered: old gateways take
 * an id that they have forgotten for the beginning of another one.
 * @throws GatewayRequestError when the gateway refuses for another reason than that it was late, or nothing was sent
 */
async function answer(
  gateway: Gateway,
  { approval, decision }: Answer,
  known: () => Known,
): Promise<AnswerOutcome> {
  const { id, kind } = approval;
  const method = `${kind}.approval.resolve`;
  const session = gateway.requireSession(method);
  const now = known().waiting.find((one) => one.id === id);
  // The page may have slept: its countdown need not have come to its end yet.
  const isOver = approval.expiresAtMs <= Date.now() + session.clockDifferenceMs;
  if (!now || isOver) return { kind: "late", end: known().endOf(id) ?? null };
  if (!isSameApproval(readApproval(now), approval)) return { kind: "changed" };
  // It says whose answer came first, and is the only one for the gateway's own agent.
  const isUnified = session.hello.methods.includes("approval.resolve");
  try {
    const written = isUnified
      ? await write(session, "approval.resolve", { id, kind, decision })
      : await write(session, method, { id, decision });
    if (written.kind === "unknown") return await lookAgain(gateway, id, decision);
    const resolution = isUnified ? parseResolution(written.reply) : null;
    if (!resolution) return { kind: "decided", decision };
    const { isApplied, end } = resolution;
    return isApplied && end.outcome === decision ? { kind: "decided", decision } : { kind: "late", end };
  } catch (error) {
    if (!isLate(error)) throw error;
    return { kind: "late", end: known().endOf(id) ?? null };
  }
}

/** 2026.3.13 and 2026.6.11 give no reason beside the text. */
function isLate(error: unknown): boolean {
  return isRefusal(error) && /approval (?:id|not found|already resolved)/.test(error.message);
}

/** What a request whose answer was lost has come to, where the gateway keeps that. */
async function lookAgain(gateway: Gateway, id: string, decision: ApprovalDecision): Promise<AnswerOutcome> {
  try {
    await gateway.untilSignedIn(COME_BACK_MS);
    const session = gateway.requireSession("approval.get");
    if (!canReadEnd(session)) return { kind: "unknown", waits: false };
    const end = await readEnd(session, id);
    if (end === null) return { kind: "unknown", waits: true };
    const isOurs = end.outcome === decision && end.deviceId === session.deviceId;
    return isOurs ? { kind: "decided", decision } : { kind: "late", end };
  } catch {
    return { kind: "unknown", waits: false };
  }
}

function canReadEnd({ hello }: GatewaySession): boolean {
  return hello.methods.includes("approval.get");
}

async function readEnd(session: GatewaySession, id: string): Promise<DecidedApproval | null> {
  return parseKeptApproval(await session.request("approval.get", { id }));
}

function endOf(ends: ReadonlyMap<string, unknown> | undefined, id: string): ApprovalEnd | undefined {
  return ends?.has(id) ? readApprovalEnd(id, ends.get(id)) : undefined;
}

/** Answers a request; the list shows by itself that it has ended. */
export function useAnswer() {
  const gateway = useGateway();
  const queryClient = useQueryClient();
  const known = (): Known => ({
    waiting: queryClient.getQueryData(commandApprovalsOptions(gateway.url).queryKey) ?? [],
    endOf: (id) => endOf(queryClient.getQueryData(approvalEndsOptions(gateway.url).queryKey), id),
  });
  return useAction((input: Answer) => answer(gateway, input, known));
}

/** How a request stands that was shown. */
export type ApprovalStanding =
  | { readonly kind: "waiting" }
  /** The same id now stands for something else. */
  | { readonly kind: "changed"; readonly now: CommandApproval }
  | { readonly kind: "over"; readonly end: ApprovalEnd }
  /** Nobody says: there is no connection, or there was none when it ended. */
  | { readonly kind: "unknown" };

function endOptions(gateway: Gateway, id: string) {
  return queryOptions({
    queryKey: ["command-approval-end", gateway.url, id],
    queryFn: () => readEnd(gateway.requireSession("approval.get"), id),
    gcTime: 0,
  });
}

/** How a request stands now. Where it ended unheard, the gateway is asked, if it keeps that. */
export function useApprovalStanding(approval: CommandApproval): ApprovalStanding {
  const gateway = useGateway();
  const methods = useHello()?.methods;
  const waiting = useCommandApprovals().find(({ id }) => id === approval.id);
  const now = waiting && readApproval(waiting);
  const heard = endOf(useQuery(approvalEndsOptions(gateway.url)).data, approval.id);
  const isGone = !now && !heard && methods?.includes("approval.get") === true;
  const asked = useQuery({ ...endOptions(gateway, approval.id), enabled: isGone }).data;
  if (now) return isSameApproval(now, approval) ? { kind: "waiting" } : { kind: "changed", now };
  const end = heard ?? asked;
  return end ? { kind: "over", end } : { kind: "unknown" };
}
