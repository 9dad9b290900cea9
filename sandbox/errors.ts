/**
 * A failure that the person at the terminal can understand and act on. Its message is complete: callers print
 * it as it is, without a stack.
 */
export class SandboxError extends Error {
  override readonly name: string = "SandboxError";
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
