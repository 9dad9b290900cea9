import type {
  ConnectParams,
  GatewayBrowserDeviceAuthPlan,
  GatewayProtocolRequestError,
} from "@openclaw/gateway-client/browser";
import type { HandshakeFrame } from "#domain/connection/attempt.ts";
import type { Hello } from "#domain/connection/state.ts";
import { shortDeviceId } from "#domain/names.ts";
import { redactSecrets } from "#domain/redact.ts";
import { safeText } from "#lib/safe-text.ts";

/** A frame before it is recorded. */
export type FrameSummary = Omit<HandshakeFrame, "atMs">;

const LONGEST_VALUE = 240;
const MOST_WORDS = 16;
/** A shorter secret cannot be distinguished from ordinary words. */
const SHORTEST_SECRET = 4;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What of `error.details` is recorded; everything else may be anything. */
const DETAILS = [
  "code",
  "reason",
  "requestId",
  "deviceId",
  "requestedRole",
  "requestedScopes",
  "approvedRoles",
  "approvedScopes",
  "recommendedNextStep",
  "canRetryWithDeviceToken",
  "retryable",
  "pauseReconnect",
  "reloadRequired",
  "expectedProtocol",
] as const;
const IDS: ReadonlySet<string> = new Set(["requestId", "deviceId"]);

/** The gateway's challenge. The nonce is left out. */
export function summariseChallenge(ts: number | null | undefined): FrameSummary {
  const fields = [{ name: "ts", value: typeof ts === "number" ? String(ts) : "none" }];
  return { direction: "received", kind: "challenge", fields };
}

/** The `connect` request: which credentials were present, never what they are. */
export function summariseConnect(params: ConnectParams): FrameSummary {
  const { client, device, auth } = params;
  const given = Object.entries(auth ?? {}).flatMap(([name, value]) => (value ? [name] : []));
  return {
    direction: "sent",
    kind: "connect",
    fields: [
      { name: "client", value: `${client.id}, mode ${client.mode}, version ${client.version}` },
      ...(client.buildId === undefined ? [] : [{ name: "buildId", value: clean(client.buildId, []) }]),
      { name: "role", value: params.role ?? "none" },
      { name: "scopes", value: words(params.scopes ?? [], []) },
      { name: "auth", value: given.length > 0 ? `${given.join(", ")} (values left out)` : "none" },
      { name: "device", value: device ? shortDeviceId(device.id) : "none" },
      ...(device ? [{ name: "signedAt", value: String(device.signedAt) }] : []),
      { name: "protocol", value: `${params.minProtocol} to ${params.maxProtocol}` },
    ],
  };
}

/**
 * The gateway's hello.
 * @param hasToken whether a device token came with it
 * @param secrets see `secretsOf`
 */
export function summariseHello(hello: Hello, hasToken: boolean, secrets: readonly string[]): FrameSummary {
  return {
    direction: "received",
    kind: "hello",
    fields: [
      { name: "ok", value: "true" },
      { name: "protocol", value: String(hello.protocol) },
      { name: "server", value: clean(hello.serverVersion ?? "unknown", secrets) },
      { name: "methods", value: String(hello.methods.length) },
      { name: "role", value: clean(hello.role ?? "unknown", secrets) },
      { name: "scopes", value: words(hello.scopes, secrets) },
      { name: "method", value: clean(hello.authMethod ?? "not said", secrets) },
      { name: "deviceToken", value: hasToken ? "given (left out)" : "none" },
    ],
  };
}

/**
 * The gateway's refusal.
 * @param secrets see `secretsOf`
 */
export function summariseRefusal(
  error: Pick<GatewayProtocolRequestError, "gatewayCode" | "message" | "details" | "retryAfterMs">,
  secrets: readonly string[],
): FrameSummary {
  const details = new Map(
    Object.entries(typeof error.details === "object" && error.details !== null ? error.details : {}),
  );
  const fields = [
    { name: "ok", value: "false" },
    { name: "code", value: clean(error.gatewayCode, secrets) },
    { name: "message", value: clean(error.message, secrets) },
  ];
  if (error.retryAfterMs !== undefined) {
    fields.push({ name: "retryAfterMs", value: String(error.retryAfterMs) });
  }
  for (const name of DETAILS) {
    const value = detail(name, details.get(name), secrets);
    if (value !== null) fields.push({ name: `details.${name}`, value });
  }
  return { direction: "received", kind: "refusal", fields };
}

/** The end of the socket. @param secrets see `secretsOf` */
export function summariseClose(
  { code, reason, isOurs }: { readonly code: number; readonly reason: string; readonly isOurs: boolean },
  secrets: readonly string[],
): FrameSummary {
  const fields = [{ name: "code", value: String(code) }];
  if (reason !== "") fields.push({ name: "reason", value: clean(reason, secrets) });
  return { direction: isOurs ? "sent" : "received", kind: "close", fields };
}

/**
 * The secrets of an attempt, the longest first. They are removed also where a gateway repeats them in a message.
 * @param issued a device token that the answer brought
 */
export function secretsOf(
  { auth, device, selectedAuth }: Pick<GatewayBrowserDeviceAuthPlan, "auth" | "device" | "selectedAuth">,
  issued?: string,
): readonly string[] {
  return [
    ...Object.values(auth ?? {}),
    selectedAuth.storedToken,
    issued,
    device?.nonce,
    device?.signature,
    device?.publicKey,
  ]
    .filter((value) => value !== undefined)
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
}

function detail(name: string, value: unknown, secrets: readonly string[]): string | null {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return words(value, secrets);
  if (typeof value !== "string" || value === "") return null;
  const isId =
    IDS.has(name) && !secrets.includes(value) && (UUID.test(value) || /^[0-9a-f]{64}$/.test(value));
  return isId ? `${value.slice(0, 8)}…` : clean(value, secrets);
}

function words(list: readonly unknown[], secrets: readonly string[]): string {
  const texts = list.filter((each) => typeof each === "string").slice(0, MOST_WORDS);
  return texts.length === 0 ? "none" : clean(texts.join(", "), secrets);
}

function clean(text: string, secrets: readonly string[]): string {
  let rest = text;
  for (const secret of secrets) rest = rest.replaceAll(secret, "[removed]");
  return safeText(redactSecrets(rest), LONGEST_VALUE).plain;
}
