/** The page's icon with a number. Loaded only when there is something to count. */

let plainAddress: string | null = null;

/** The icon of public/icon.svg with a badge, as a data URL. The badge has room for "9+" at most. */
export function countedIcon(count: number): string {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    '<rect width="32" height="32" rx="7" fill="#0e6d77"/><path d="M5 32V15a6 6 0 0 1 12 0v17z" fill="#fff"/>' +
    '<rect x="11" y="10" width="21" height="22" rx="7" fill="#b3261e" stroke="#0e6d77" stroke-width="2"/>' +
    '<text x="21.5" y="27" text-anchor="middle" font-family="sans-serif" font-weight="bold" ' +
    `font-size="${count > 9 ? 14 : 17}" fill="#fff">${count > 9 ? "9+" : count}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Shows `count` on the tab's icon; 0 brings the plain one back. */
export function showCountOnIcon(count: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  plainAddress ??= link.getAttribute("href") ?? "";
  link.setAttribute("href", count > 0 ? countedIcon(count) : plainAddress);
}
