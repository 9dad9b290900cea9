import { useInfiniteQuery } from "@tanstack/react-query";
import { useGateway } from "./gateway.ts";
import { useHello } from "./session.ts";
import { parseApprovalHistory } from "#gateway/kept-approvals.ts";

const PAGE_SIZE = 25;
/** It is read again when it is looked at again; nothing tells of what others decide on other kinds of gateways. */
const STALE_MS = 5_000;

/** The decisions that this gateway keeps, newest first; `isKept` is false where it keeps none. */
export function useApprovalHistory() {
  const gateway = useGateway();
  const isKept = useHello()?.methods.includes("approval.history") === true;
  const query = useInfiniteQuery({
    queryKey: ["approval-history", gateway.url],
    queryFn: async ({ pageParam }) => {
      const params = { limit: PAGE_SIZE, ...(pageParam !== undefined && { cursor: pageParam }) };
      return parseApprovalHistory(
        await gateway.requireSession("approval.history").request("approval.history", params),
      );
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled: isKept,
    staleTime: STALE_MS,
    gcTime: 0,
  });
  return { isKept, query };
}
