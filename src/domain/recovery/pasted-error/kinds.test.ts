import { describe, expect, it } from "vitest";

import { findingForPasted } from "#domain/recovery/findings.ts";
import { parsePastedError } from "./parse.ts";
import kinds from "./pasted-kinds.fixture.json" with { type: "json" };
import posted from "./posted-lines.fixture.json" with { type: "json" };

const NOT_RECOGNISED = "not recognised";
const idOf = (text: string) => parsePastedError(text)?.id ?? NOT_RECOGNISED;
const findingOf = (text: string) => {
  const pasted = parsePastedError(text);
  return pasted && findingForPasted(pasted, "elsewhere");
};

describe("lines as people post them", () => {
  it.each(posted)("$confidence: $expected, $text", ({ text, expected }) => {
    expect(expected).toContain(idOf(text));
  });
});

describe.each(Object.entries(kinds.recognised))("%s", (_, lines) => {
  it.each(lines)("is %s: %s", (id, text) => expect(idOf(text ?? "")).toBe(id));
});

describe("what is no error of a gateway", () => {
  it.each(kinds.notOfAGateway)("is not recognised: %s", (text) => expect(idOf(text)).toBe(NOT_RECOGNISED));
});

/** What a gateway logs of a refused sign-in, and the code that it answers with: `resolveAuthConnectErrorDetailCode`. */
const REASONS = [
  ["token_missing", "AUTH_TOKEN_MISSING"],
  ["token_mismatch", "AUTH_TOKEN_MISMATCH"],
  ["token_missing_config", "AUTH_TOKEN_NOT_CONFIGURED"],
  ["token_redacted_config", "AUTH_UNAUTHORIZED"],
  ["password_missing", "AUTH_PASSWORD_MISSING"],
  ["password_mismatch", "AUTH_PASSWORD_MISMATCH"],
  ["password_missing_config", "AUTH_PASSWORD_NOT_CONFIGURED"],
  ["bootstrap_token_invalid", "AUTH_BOOTSTRAP_TOKEN_INVALID"],
  ["device_token_mismatch", "AUTH_DEVICE_TOKEN_MISMATCH"],
  ["scope_mismatch", "AUTH_SCOPE_MISMATCH"],
  ["rate_limited", "AUTH_RATE_LIMITED"],
  ["tailscale_user_missing", "AUTH_TAILSCALE_IDENTITY_MISSING"],
  ["tailscale_proxy_missing", "AUTH_TAILSCALE_PROXY_MISSING"],
  ["tailscale_whois_failed", "AUTH_TAILSCALE_WHOIS_FAILED"],
  ["tailscale_user_mismatch", "AUTH_TAILSCALE_IDENTITY_MISMATCH"],
  ["trusted_proxy_missing_header_x-forwarded-user", "AUTH_IDENTITY_HEADER_REQUIRED"],
  ["trusted_proxy_missing_header_x-goog-iap-jwt-assertion", "AUTH_IDENTITY_HEADER_REQUIRED"],
  ["trusted_proxy_untrusted_source", "untrusted-proxy"],
  ["trusted_proxy_loopback_source", "untrusted-proxy"],
  ["proxy_attribution_required", "untrusted-proxy"],
  ["a_reason_of_the_future", "AUTH_UNAUTHORIZED"],
] as const;

const CONN = "conn=7c2d9e10-1f3b-4a6d-8b5e-0a1b2c3d4e5f";

/** The same refusal as versions, log formats, containers, terminals and chats show it. */
const STYLES: readonly (readonly [style: string, line: (reason: string) => string])[] = [
  ["an old log", (r) => `[ws] unauthorized ${CONN} remote=192.0.2.4 client=cli cli v2026.3.13 reason=${r}`],
  [
    "a new log",
    (r) =>
      `2026-09-12T06:10:11.402+00:00 [ws] unauthorized ${CONN} peer=192.0.2.8:51244->192.0.2.2:8443 remote=192.0.2.8 client=Rana’s iPad ui v2026.9.6 role=operator scopes=5 auth=token device=yes platform=iPadOS 26.4 instance=x host=gw.example origin=n/a ua=n/a reason=${r} guidance=unauthorized`,
  ],
  [
    "fields in another order",
    (r) => `gateway/ws unauthorized reason=${r} remote=10.0.0.9 ${CONN} client=cli`,
  ],
  [
    "docker compose",
    (r) => `gateway-1  | 2026-09-12T06:10:11.402Z [ws] unauthorized ${CONN} remote=10.42.0.9 reason=${r}`,
  ],
  [
    "the journal",
    (r) => `Sep 12 06:10:11 nas node[812]: 06:10:11 WARN [ws] unauthorized ${CONN} remote=::1 reason=${r}`,
  ],
  [
    "a terminal’s colours",
    (r) => `\u001b[33m[ws]\u001b[39m unauthorized ${CONN} \u001b[2mreason=${r}\u001b[22m`,
  ],
  ["wrapped lines", (r) => `[ws] unauthorized\n    ${CONN}\n    remote=127.0.0.1\n    reason=${r}\n`],
  ["a chat", (r) => `> openclaw says \`unauthorized ${CONN}\`, **reason**: \`${r}\``],
  [
    "the object of a new log",
    (r) =>
      `{"subsystem":"gateway/ws"} {"cause":"unauthorized","handshake":"failed","authMode":"token","authReason":"${r}","client":"openclaw-macos"} closed before connect ${CONN} code=1008 reason=connect failed`,
  ],
  [
    "that object in another order",
    (r) => `{"authReason":"${r}","code":1008,"cause":"unauthorized"} closed before connect ${CONN}`,
  ],
  [
    "a file of logs",
    (r) =>
      String.raw`{"0":"{\"subsystem\":\"gateway/ws\"}","1":{"cause":"unauthorized","authReason":"${r}"},"2":"closed before connect","_meta":{"logLevelName":"WARN"}}`,
  ],
  [
    "JSON on many lines",
    (r) => `closed before connect\n{\n  "cause": "unauthorized",\n  "authReason": "${r}",\n  "code": 1008\n}`,
  ],
];

describe.each(REASONS)("a refusal for %s", (reason, id) => {
  it.each(STYLES)("in %s", (_, line) => expect(idOf(line(reason))).toBe(id));

  it("is not covered by what another program says around it", () => {
    const line = STYLES[0]?.[1](reason) ?? "";
    const discord = "gateway-1 | discord gateway: WebSocket connection closed with code 1006";
    expect(idOf(`${discord}\n${line}\n${discord}`)).toBe(id);
  });
});

describe("the code that an error stands for", () => {
  it.each([
    ["unauthorized: gateway token mismatch (provide gateway auth token)", "AUTH_TOKEN_MISMATCH"],
    ["disconnected (1008): pairing required", "PAIRING_REQUIRED"],
    ["[ws] unauthorized conn=1 reason=scope_mismatch", "AUTH_SCOPE_MISMATCH"],
    ["origin not allowed", "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
    ["node host gateway connect failed: connect ECONNREFUSED 127.0.0.1:18789", null],
    ["disconnected (4008): connect failed", null],
  ])("is shown although the text has none: %s", (text, code) => expect(findingOf(text)?.code).toBe(code));
});

describe("a rotation that would hold more than was approved", () => {
  const device = "5e0c1d2f".repeat(8);
  const line = (role: string) =>
    `[openclaw] Reason: device token rotation denied\n[gateway] device token rotation denied device=${device} role=${role} reason=scope-outside-approved-baseline`;
  const commandsOf = (text: string) =>
    findingOf(text)?.steps.flatMap((step) => (step.kind === "command" ? step.command : []));

  it("of a node is done with no scopes, by an administrator", () => {
    expect(commandsOf(line("node"))).toContain(
      `openclaw devices rotate --device ${device} --role node --scope ' '`,
    );
    expect(JSON.stringify(findingOf(line("node"))?.steps[0])).toContain("an administrator");
    // Also where the log stands above what the command printed.
    expect(commandsOf(line("node").split("\n").toReversed().join("\n"))).toEqual(commandsOf(line("node")));
  });

  it("of an operator keeps to what is approved", () => {
    expect(commandsOf(line("operator"))?.join()).toMatch(/--role operator --scope operator\.read/);
  });

  it("is told from a device that is no administrator", () => {
    const other = line("node").replace("scope-outside-approved-baseline", "device-ownership-mismatch");
    expect(findingOf(other)?.cause).toContain("no administrator");
  });
});

describe("reasons that have no code of their own", () => {
  it.each([
    ["[ws] unauthorized conn=1 reason=password_redacted_config", "openclaw doctor --fix"],
    ["[ws] unauthorized conn=1 reason=trusted_proxy_user_not_allowed", "trustedProxy.allowUsers"],
    ["[ws] unauthorized conn=1 reason=trusted_proxy_loopback_source", "trustedProxy.allowLoopback"],
  ])("%s leads to %s", (text, advice) => expect(JSON.stringify(findingOf(text)?.steps)).toContain(advice));
});
