import { useQuery } from "@tanstack/react-query";
import { useGateway, type Gateway } from "./gateway.ts";
import { useHello } from "./session.ts";
import { addLines, EMPTY_LOG, type GatewayLog } from "#domain/gateway-log/gateway-log.ts";
import { readLogLine, type LogLine } from "#domain/gateway-log/log-line.ts";
import { parseSignInLimit, USUAL_LIMIT, type SignInLimit } from "#domain/gateway-log/storms.ts";
import { coversScope } from "#domain/scopes.ts";
import { parseLogTail, type LogTail } from "#gateway/log-tail.ts";
import { isRefusal } from "#gateway/requests.ts";
import { forEachInSlices } from "#lib/yield.ts";

/** The most that gateways hand out at once, and also how far back a log can be read. */
const MOST = { limit: 5_000, maxBytes: 1_000_000 } as const;
/** A few milliseconds of work. */
const SLICE = 100;

/** Sends a `logs.tail`. */
type Ask = (params: Record<string, unknown>) => Promise<unknown>;

/** Reads the log of one gateway on and on. What is kept of it is bounded, and the lines themselves are not. */
export class LogFeed {
  #file: string | undefined;
  #cursor: number | undefined;
  #log: GatewayLog = EMPTY_LOG;

  /** Reads what is new. @throws what asking throws, UnreadableReplyError; what was read before stays */
  async read(ask: Ask): Promise<GatewayLog> {
    let tail = await readTail(ask, this.#cursor);
    // A new file that has grown beyond the old one's cursor: its beginning would be missed.
    if (this.#file !== undefined && tail.file !== this.#file && !tail.isReset) {
      tail = await readTail(ask, undefined);
    }
    const lines: (LogLine | null)[] = [];
    await forEachInSlices(tail.lines, SLICE, (line) => {
      if (line !== "") lines.push(readLogLine(line));
    });
    this.#file = tail.file;
    this.#cursor = tail.cursor;
    this.#log = addLines(this.#log, lines);
    return this.#log;
  }
}

async function readTail(ask: Ask, cursor: number | undefined): Promise<LogTail> {
  return parseLogTail(await ask({ ...MOST, ...(cursor !== undefined && { cursor }) }));
}

const feeds = new WeakMap<Gateway, LogFeed>();

function feedOf(gateway: Gateway): LogFeed {
  const feed = feeds.get(gateway) ?? new LogFeed();
  feeds.set(gateway, feed);
  return feed;
}

/** How often a log is read on, while the page is visible. */
export const LOG_POLL_MS = { closely: 2_000, rarely: 15_000 } as const;

/**
 * What this gateway's log tells. Nothing is asked where the gateway has no such method, or this browser may not read;
 * `isReadable` tells. A refusal is not repeated by itself: after ten in a row gateways close the socket.
 */
export function useGatewayLog(pollMs: number) {
  const gateway = useGateway();
  const hello = useHello();
  const isReadable =
    hello !== null && hello.methods.includes("logs.tail") && coversScope(hello.scopes, "operator.read");
  const query = useQuery({
    queryKey: ["gateway-log", gateway.url],
    queryFn: () => {
      const session = gateway.requireSession("logs.tail");
      return feedOf(gateway).read((params) => session.request("logs.tail", params));
    },
    enabled: ({ state }) => isReadable && !isRefusal(state.error),
    refetchInterval: pollMs,
    staleTime: 0,
    structuralSharing: false,
  });
  return { log: query.data, error: query.error, isReadable, retry: () => void query.refetch() };
}

/**
 * The gateway's limit on wrong credentials; undefined while it is not known. Old gateways are not asked: the first
 * `config.get` after their start keeps 2026.3.13 from answering anybody for up to twelve seconds.
 */
export function useSignInLimit(isWanted: boolean): SignInLimit | undefined {
  const gateway = useGateway();
  const hello = useHello();
  const isOld = hello !== null && hello.protocol < 4;
  const { data } = useQuery({
    queryKey: ["sign-in-limit", gateway.url],
    queryFn: async () => parseSignInLimit(await gateway.requireSession("config.get").request("config.get")),
    enabled:
      isWanted &&
      !isOld &&
      hello !== null &&
      hello.methods.includes("config.get") &&
      coversScope(hello.scopes, "operator.read"),
    staleTime: 60_000,
  });
  return isOld ? USUAL_LIMIT : (data ?? undefined);
}
