/** Where the list of nodes of `gatewayUrl` is cached: whose commands wait for approval, and whose were approved. */
export function nodeListKey(gatewayUrl: string) {
  return ["node-list", gatewayUrl] as const;
}
