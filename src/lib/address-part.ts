const HALF_CHARACTERS = /\p{Surrogate}/gu;

/**
 * Makes text fit for one part of an address. Ids and codes come from others: `encodeURIComponent` alone throws at half
 * a character (a surrogate without its partner), and a link that throws takes the whole page with it.
 */
export function addressPart(text: string): string {
  return encodeURIComponent(text.replace(HALF_CHARACTERS, "\ufffd"));
}
