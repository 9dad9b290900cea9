/** The gateways that the panel is tested with, by the name of the Playwright project. */
export const GATEWAY_VERSIONS = {
  new: "2026.9.6",
  old: "2026.3.13",
  /** Neither the one nor the other: protocol 4, but a replaced request vanishes without an event. */
  between: "2026.6.11",
} as const;
