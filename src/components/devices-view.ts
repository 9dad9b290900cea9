import { useCallback } from "react";
import { useLocation } from "react-router";
import { readView, writeView } from "#domain/device-view.ts";
import { addressParameters } from "#lib/address-parameters.ts";
import { addressPart } from "#lib/address-part.ts";

/**
 * Reads the search, filters and order of the devices page, as "?q=…" or "". On other pages it is the view that the
 * person left, which the browser's history keeps over a reload as well.
 */
export function useDevicesView(): () => string {
  const location = useLocation();
  const { pathname } = location;
  const kept = keptView(location.state);
  return useCallback(() => {
    if (pathname !== "/devices") return kept;
    const view = writeView(new URLSearchParams(), readView(addressParameters())).toString();
    return view && `?${view}`;
  }, [pathname, kept]);
}

/** The `location.state` of a page that can lead back to the same view. */
export function keepDevicesView(devicesView: string): { readonly devicesView: string } {
  return { devicesView };
}

function keptView(state: unknown): string {
  const isKept = typeof state === "object" && state !== null && "devicesView" in state;
  return isKept && typeof state.devicesView === "string" ? state.devicesView : "";
}

/** The address of the devices page with the review of a request. */
export function reviewPlace(devicesView: string, requestId: string): string {
  const separator = devicesView === "" ? "?" : "&";
  return `/devices${devicesView}${separator}review=${addressPart(requestId)}`;
}
