import { explainRequestError } from "#domain/recovery/explain.ts";
import { RequestFailure } from "#ui/request-failure.tsx";

/** Asking for more rights failed. */
export function UpgradeFailure({ error }: { readonly error: Error }) {
  return <RequestFailure explanation={explainRequestError(error)} />;
}
