/** Long enough to be a token: gateways make 32 hex digits or 43 characters of base64url. */
const RUN = /[\w+/=~-]{16,}/g;
/** What long words of error texts are made of: `update_auth_credentials`, `allowedOrigins`, `rotate/reissue`. */
const WORD = /^(?:[A-Z]{0,20}|[A-Z]?[a-z]{1,20}(?:[A-Z][a-z]{1,20}){0,4})$/;

/**
 * Replaces everything that may be a token with `[removed]`.
 * @param ids ids that may stay (of devices and requests)
 */
export function redactSecrets(text: string, ids: readonly (string | undefined)[] = []): string {
  return text.replace(RUN, (run) =>
    ids.includes(run) || run.split(/[_+/=~-]/).every((part) => WORD.test(part)) ? run : "[removed]",
  );
}
