/**
 * How the names of the caches begin that keep the page at `scope`, one for each version. All pages of an origin share
 * their caches.
 */
export function keptPageName(scope: string): string {
  return `gatehouse ${scope} `;
}
