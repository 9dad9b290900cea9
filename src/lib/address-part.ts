const HALF_CHARACTERS = /\p{Surrogate}/gu;

/**
 * Encodes text as one part of an address. Ids and codes come from outside: `encodeURIComponent` alone throws at a lone
 * surrogate, and a link that throws takes the whole page with it.
 */
export function addressPart(text: string): string {
  return encodeURIComponent(text.replace(HALF_CHARACTERS, "\ufffd"));
}
