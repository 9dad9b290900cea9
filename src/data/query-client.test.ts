import { expect, it, vi } from "vitest";
import { createQueryClient } from "./query-client.ts";
import { GatewayRequestError, type RequestErrorKind } from "#gateway/requests.ts";

it.each<[RequestErrorKind, number]>([
  ["refused", 1],
  ["not-sent", 2],
  ["outcome-unknown", 2],
])("a reading that was %s is tried %i times", async (kind, times) => {
  vi.useFakeTimers();
  const read = vi.fn<() => Promise<never>>(() =>
    Promise.reject(new GatewayRequestError("device.pair.list", kind, new Error("no"))),
  );
  const reading = createQueryClient().prefetchQuery({ queryKey: ["list"], queryFn: read });
  await vi.runAllTimersAsync();
  await reading;
  expect(read).toHaveBeenCalledTimes(times);
  vi.useRealTimers();
});
