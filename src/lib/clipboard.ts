/**
 * Puts `text` on the clipboard.
 * @returns whether it is there: browsers refuse without permission, focus or a secure page
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
