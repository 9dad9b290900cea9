import type { DoorFacts } from "#domain/door/facts.ts";

/** A door as a new gateway has it on its own machine, with `settings` instead. */
export function door(settings: Partial<DoorFacts> = {}): DoorFacts {
  return {
    hash: "hash",
    isApplied: true,
    authMode: "token",
    token: { kind: "written" },
    password: { kind: "absent" },
    allowTailscale: undefined,
    proxySignIn: undefined,
    limit: undefined,
    bind: "loopback",
    customBindHost: undefined,
    port: 18789,
    hasTls: false,
    tailscale: undefined,
    hasControlUi: true,
    allowedOrigins: ["https://panel.example.com"],
    trustedProxies: ["127.0.0.1"],
    autoApproveLocal: undefined,
    autoApproveCidrs: [],
    sshVerify: undefined,
    mdns: "off",
    flags: [],
    ...settings,
  };
}
