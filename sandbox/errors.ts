/**
 * A failure that the person at the terminal can act on. Callers print its message without a stack.
 */
export class SandboxError extends Error {
  override readonly name: string = "SandboxError";
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
