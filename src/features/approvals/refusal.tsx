import { explainRequestError } from "#domain/recovery/explain.ts";
import { RequestFailure } from "#ui/request-failure.tsx";

/** A decision that the gateway refused, with what to do about it. */
export function Refusal({ error }: { readonly error: Error }) {
  return <RequestFailure explanation={explainRequestError(error)} />;
}
