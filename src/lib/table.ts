/**
 * A table that is looked up by words from outside: of a gateway, a device, an address, a pasted text. A plain object would
 * also find what every object inherits, such as "constructor" and "__proto__".
 */
export function tableOf<T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(entries));
}
