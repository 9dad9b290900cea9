import type { Hello } from "#domain/connection/state.ts";

/** Only administrators change the configuration, on every gateway. */
export function canChange(hello: Hello | null): boolean {
  return hello !== null && hello.scopes.includes("operator.admin") && hello.methods.includes("config.patch");
}
