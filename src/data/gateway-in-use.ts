import { createContext, useContext } from "react";
import { isSameGateway, knownGateways, type KnownGateway } from "./known-gateways.ts";
import { usePreference } from "./use-preference.ts";

/** Shows another gateway. Provided by gateway-of-page.tsx. */
export const SwitchGateway = createContext<(url: string) => void>(() => {
  throw new Error("useSwitchGateway needs a SwitchGateway");
});

/** Shows another gateway, unless the page's address names one. */
export function useSwitchGateway(): (url: string) => void {
  return useContext(SwitchGateway);
}

/** The gateways that this browser knows, in their order. */
export function useKnownGateways(): readonly KnownGateway[] {
  return usePreference(knownGateways);
}

/** Whether there is more than one gateway to be told apart. */
export function useHasSeveralGateways(): boolean {
  return useKnownGateways().length > 1;
}

/** The name that the person gave, or else the one in the gateway's configuration, or its address. */
export function nameOfGateway({ name, environment, url }: Omit<KnownGateway, "isOpen">): string {
  return name ?? environment?.label ?? url;
}

/** The colour that the person chose, or else the one in the gateway's configuration, or the one that tells it apart. */
export function colorOfGateway({ color, environment, assignedColor }: Omit<KnownGateway, "isOpen">) {
  return color ?? environment?.color ?? assignedColor;
}

/** What this browser knows of the gateway at `url`. */
export function useKnownGateway(url: string): Omit<KnownGateway, "isOpen"> {
  return useKnownGateways().find((known) => isSameGateway(known.url, url)) ?? { url };
}
