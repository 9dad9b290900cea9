import { forgetEndsOf } from "./access-ends.ts";
import { accessReviews } from "./access-reviews.ts";
import { useActivityLog } from "./activity-log.ts";
import { useGateways } from "./gateways.ts";
import { forgetKnown } from "./known-gateways.ts";
import { useAction } from "./use-action.ts";

/** Deletes everything that this browser keeps about a gateway, given by its address. */
export function useForgetGateway() {
  const gateways = useGateways();
  const log = useActivityLog();
  return useAction(async (url: string) => {
    await gateways.of(url).connection.forgetCredentials();
    await log.clear(url);
    await accessReviews.clear(url);
    forgetEndsOf(url);
    forgetKnown(url);
    return true;
  });
}
