import { addressParameters } from "#lib/address-parameters.ts";

/** Names the gateway that an address is about, where this browser knows several. Never a start parameter. */
export const GATEWAY_PARAMETER = "gateway";

/** Pages about one gateway. */
const ABOUT_ONE = /^\/(?:devices|troubleshoot|activity|review|gateway)(?:[/?]|$)/;

/** Whether a page is about one gateway, so that its address names it. @param place "/devices?q=…" */
export function isAboutOneGateway(place: string): boolean {
  return ABOUT_ONE.test(place);
}

/** `place` with the gateway that it is about. @param place "/devices?q=…" */
export function withGateway(place: string, url: string): string {
  const [path = "", search = ""] = place.split("?");
  const parameters = new URLSearchParams(search);
  parameters.set(GATEWAY_PARAMETER, url);
  return `${path}?${parameters.toString()}`;
}

/** The gateway that the page's address is about; null where it does not say. */
export function gatewayInAddress(): string | null {
  return addressParameters().get(GATEWAY_PARAMETER);
}
