import { FailureNotice } from "./failure-notice.tsx";
import { explainRequestError } from "#domain/recovery/request-errors.ts";

/** Why a request to the gateway failed, and what to do next. */
export function RequestFailure({ error }: { readonly error: Error }) {
  return <FailureNotice explanation={explainRequestError(error)} />;
}
