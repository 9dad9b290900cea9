/**
 * The search, filters and order of the devices page that a person left for another page. The history keeps them with that
 * page, over a reload as well.
 */

/** What to give to the history when a page is opened that leads back. @param search "?q=…", or "" */
export function keepDevicesView(search: string): { readonly devicesView: string } {
  return { devicesView: search };
}

/** What was kept with the page that is open, from its `location.state`; "" where nothing was. */
export function keptDevicesView(state: unknown): string {
  const isKept = typeof state === "object" && state !== null && "devicesView" in state;
  return isKept && typeof state.devicesView === "string" ? state.devicesView : "";
}
