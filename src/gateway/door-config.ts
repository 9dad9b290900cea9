import type { DoorFacts, SecretSource } from "#domain/door/facts.ts";
import { z } from "#lib/zod.ts";
import { UnreadableReplyError } from "./messages.ts";

/** A setting of another kind than expected counts as not set: it costs that setting, not the page. */
function lenient<T>(schema: z.ZodMiniType<T>) {
  return z.pipe(
    z.optional(z.unknown()),
    z.transform((value): T | undefined => schema.safeParse(value).data),
  );
}

const text = lenient(z.string());
const flag = lenient(z.boolean());
const amount = lenient(z.number());
const list = lenient(z.array(z.string()));
const secret = z.optional(z.unknown());

const gatewaySettings = z.object({
  bind: text,
  customBindHost: text,
  port: amount,
  tls: lenient(z.object({ enabled: flag })),
  tailscale: lenient(z.object({ mode: text })),
  trustedProxies: list,
  allowRealIpFallback: flag,
  controlUi: lenient(
    z.object({
      enabled: flag,
      allowedOrigins: list,
      allowInsecureAuth: flag,
      dangerouslyDisableDeviceAuth: flag,
      dangerouslyAllowHostHeaderOriginFallback: flag,
    }),
  ),
  auth: lenient(
    z.object({
      mode: text,
      token: secret,
      password: secret,
      allowTailscale: flag,
      rateLimit: lenient(
        z.object({ maxAttempts: amount, windowMs: amount, lockoutMs: amount, exemptLoopback: flag }),
      ),
      trustedProxy: lenient(
        z.object({
          userHeader: text,
          allowUsers: list,
          allowLoopback: flag,
          deviceAutoApprove: lenient(z.object({ enabled: flag, scopes: list })),
        }),
      ),
    }),
  ),
  nodes: lenient(
    z.object({
      pairing: lenient(
        z.object({
          autoApproveLocal: flag,
          autoApproveCidrs: list,
          sshVerify: lenient(z.union([z.boolean(), z.looseObject({})])),
        }),
      ),
    }),
  ),
});

const reply = z.object({
  hash: text,
  configRevisionHash: text,
  appliedConfigHash: text,
  config: z.object({
    gateway: lenient(gatewaySettings),
    discovery: lenient(z.object({ mdns: lenient(z.object({ mode: text })) })),
    hooks: lenient(
      z.object({
        allowRequestSessionKey: flag,
        gmail: lenient(z.object({ allowUnsafeExternalContent: flag })),
      }),
    ),
    tools: lenient(
      z.object({ exec: lenient(z.object({ applyPatch: lenient(z.object({ workspaceOnly: flag })) })) }),
    ),
  }),
  // As it is written in the file: a variable that is named there is filled in above.
  parsed: lenient(
    z.object({
      gateway: lenient(z.object({ auth: lenient(z.object({ token: secret, password: secret })) })),
    }),
  ),
});

/** Reads a `config.get` reply. Gateways put a mask in the place of each secret. @throws UnreadableReplyError */
export function parseDoorFacts(payload: unknown): DoorFacts {
  const { data } = reply.safeParse(payload);
  if (!data) throw new UnreadableReplyError("config.get");
  const { gateway, discovery, hooks, tools } = data.config;
  const { auth, controlUi, tailscale } = gateway ?? {};
  const pairing = gateway?.nodes?.pairing;
  const written = data.parsed?.gateway?.auth;
  const flags: readonly (readonly [string, boolean])[] = [
    [
      "gateway.controlUi.dangerouslyAllowHostHeaderOriginFallback",
      controlUi?.dangerouslyAllowHostHeaderOriginFallback === true,
    ],
    ["gateway.controlUi.dangerouslyDisableDeviceAuth", controlUi?.dangerouslyDisableDeviceAuth === true],
    ["gateway.controlUi.allowInsecureAuth", controlUi?.allowInsecureAuth === true],
    ["gateway.allowRealIpFallback", gateway?.allowRealIpFallback === true],
    ["hooks.gmail.allowUnsafeExternalContent", hooks?.gmail?.allowUnsafeExternalContent === true],
    ["hooks.allowRequestSessionKey", hooks?.allowRequestSessionKey === true],
    ["tools.exec.applyPatch.workspaceOnly", tools?.exec?.applyPatch?.workspaceOnly === false],
  ];
  const proxy = auth?.trustedProxy;
  return {
    hash: data.hash,
    isApplied:
      data.configRevisionHash === undefined || data.appliedConfigHash === undefined
        ? undefined
        : data.configRevisionHash === data.appliedConfigHash,
    authMode: auth?.mode,
    token: sourceOf(written?.token ?? auth?.token),
    password: sourceOf(written?.password ?? auth?.password),
    allowTailscale: auth?.allowTailscale,
    proxySignIn: proxy && {
      userHeader: proxy.userHeader,
      allowUsers: proxy.allowUsers ?? [],
      allowLoopback: proxy.allowLoopback === true,
      autoApproves: proxy.deviceAutoApprove?.enabled === true,
      autoApprovedScopes: proxy.deviceAutoApprove?.scopes ?? [],
    },
    limit: auth?.rateLimit,
    bind: gateway?.bind,
    customBindHost: gateway?.customBindHost,
    port: gateway?.port,
    hasTls: gateway?.tls?.enabled === true,
    tailscale: tailscale?.mode,
    hasControlUi: controlUi?.enabled !== false,
    allowedOrigins: controlUi?.allowedOrigins,
    trustedProxies: gateway?.trustedProxies ?? [],
    autoApproveLocal: pairing?.autoApproveLocal,
    autoApproveCidrs: pairing?.autoApproveCidrs ?? [],
    sshVerify: pairing?.sshVerify,
    mdns: discovery?.mdns?.mode,
    flags: flags.flatMap(([path, isOn]) => (isOn ? path : [])),
  };
}

const VARIABLE = /^\$\{([A-Z_][A-Z0-9_]*)\}$/;

/** Gateways mask values, and tell the kind of a reference. 2026.3.13 masks `${NAME}`, too. */
function sourceOf(value: unknown): SecretSource {
  if (typeof value === "string" && value.trim() !== "") {
    const name = VARIABLE.exec(value.trim())?.[1];
    return name === undefined ? { kind: "written" } : { kind: "variable", name };
  }
  if (typeof value === "object" && value !== null) {
    const source = "source" in value && typeof value.source === "string" ? value.source : "unknown";
    return source === "env" ? { kind: "variable", name: undefined } : { kind: "store", source };
  }
  return { kind: "absent" };
}

const lookup = z.object({ reloadKind: text });

/** Reads a `config.schema.lookup` reply. Versions that do not say restart for some settings: that is the safe guess. */
export function parseReloadKind(payload: unknown): "hot" | "restart" {
  const kind = lookup.safeParse(payload).data?.reloadKind;
  return kind === "hot" || kind === "none" ? "hot" : "restart";
}
