/** Sets of facts, and the finding that must come first for each. */

import type { Attempt } from "#domain/connection/attempt.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";
import type { Hello } from "#domain/connection/state.ts";
import type { TroubleshootFacts } from "#domain/recovery/troubleshoot-facts.ts";

export const NOW = 1_750_000_000_000;
const URL_LOCAL = "ws://127.0.0.1:18789";
const ALL = ["operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing"];

export const failure = (facts: Partial<ConnectFailure>): ConnectFailure => ({
  atMs: NOW,
  phase: "signed",
  endedBy: facts.closeCode === undefined || facts.closeCode === null ? "refusal" : "closed",
  code: null,
  errorCode: null,
  message: "",
  details: undefined,
  pairing: null,
  retryable: false,
  closeCode: null,
  closeReason: "",
  retryAfterMs: null,
  ...facts,
});

export const attempt = (facts: Partial<Attempt>): Attempt => ({
  id: 1,
  gatewayUrl: URL_LOCAL,
  startedAtMs: NOW - 100,
  frames: [],
  clockDifferenceMs: null,
  phases: [{ phase: "opening", atMs: NOW - 100 }],
  credential: "shared-token",
  scopes: ALL,
  failure: null,
  followUp: "stop",
  ...facts,
});

export const facts = (changes: Partial<TroubleshootFacts>): TroubleshootFacts => ({
  page: { origin: "http://127.0.0.1:4173", scheme: "http", isSecureContext: true, isOnline: true },
  target: { url: URL_LOCAL, scheme: "ws", hostClass: "loopback", isSameOrigin: false, path: "/" },
  stored: { deviceTokenScopes: null, hasSharedToken: true, hasPassword: false, hasIdentity: true },
  attempts: [],
  clockDifferenceMs: 0,
  session: null,
  phase: "blocked",
  isTurnedDown: false,
  deviceId: "d".repeat(64),
  probe: null,
  ...changes,
});

/** Facts of one failed attempt. */
export const failed = (
  why: Partial<ConnectFailure>,
  changes: Partial<TroubleshootFacts> = {},
  how: Partial<Attempt> = {},
) =>
  facts({
    attempts: [attempt({ gatewayUrl: changes.target?.url ?? URL_LOCAL, failure: failure(why), ...how })],
    ...changes,
  });

export const session: Hello = {
  serverVersion: "2026.9.6",
  protocol: 4,
  methods: [],
  role: "operator",
  scopes: ALL,
  authMethod: "token",
  tickIntervalMs: 30_000,
  online: null,
};
export const unopened = { closeCode: 1006, phase: "opening" } as const;
/** This page gave up waiting for the socket to open. */
export const unanswered = { endedBy: "not-opened", phase: "opening" } as const;
export const httpsPage = {
  origin: "https://panel.example",
  scheme: "https",
  isSecureContext: true,
  isOnline: true,
};
export const lanPage = {
  origin: "http://nas.lan:4173",
  scheme: "http",
  isSecureContext: false,
  isOnline: true,
};
export const wss = {
  url: "wss://gw.example",
  scheme: "wss",
  hostClass: "public",
  isSameOrigin: false,
  path: "/",
} as const;
export const lan = {
  url: "ws://192.168.1.9:18789",
  scheme: "ws",
  hostClass: "private",
  isSameOrigin: false,
  path: "/",
} as const;
const connected = { phase: "connected", session } as const;
const inSession = [attempt({ phases: [{ phase: "connected", atMs: NOW }], followUp: null })];

export const CASES: readonly (readonly [name: string, facts: TroubleshootFacts, id: string])[] = [
  ["wrong token", failed({ code: "AUTH_TOKEN_MISMATCH" }), "AUTH_TOKEN_MISMATCH"],
  [
    "wrong token in words",
    failed({ message: "unauthorized: gateway token mismatch (x)" }),
    "AUTH_TOKEN_MISMATCH",
  ],
  [
    "device token in the place of the shared one",
    failed({ code: "AUTH_TOKEN_MISMATCH" }, {}, { credential: "device-token" }),
    "stale-device-token",
  ],
  [
    "wrong token and device token",
    failed({ code: "AUTH_TOKEN_MISMATCH" }, {}, { credential: "shared-and-device-token" }),
    "AUTH_TOKEN_MISMATCH",
  ],
  [
    "stale device token",
    failed({ code: "AUTH_DEVICE_TOKEN_MISMATCH" }, {}, { credential: "device-token" }),
    "AUTH_DEVICE_TOKEN_MISMATCH",
  ],
  [
    "device token that covers all",
    failed(
      { code: "AUTH_DEVICE_TOKEN_MISMATCH" },
      { stored: { ...facts({}).stored, deviceTokenScopes: ALL }, session: { ...session, protocol: 3 } },
    ),
    "AUTH_DEVICE_TOKEN_MISMATCH",
  ],
  ["no token", failed({ code: "AUTH_TOKEN_MISSING" }, {}, { credential: "none" }), "AUTH_TOKEN_MISSING"],
  ["no password", failed({ code: "AUTH_PASSWORD_MISSING" }), "AUTH_PASSWORD_MISSING"],
  ["wrong password", failed({ code: "AUTH_PASSWORD_MISMATCH" }), "AUTH_PASSWORD_MISMATCH"],
  ["locked out, new", failed({ code: "AUTH_RATE_LIMITED", retryAfterMs: 290_000 }), "AUTH_RATE_LIMITED"],
  ["locked out, old", failed({ code: "AUTH_RATE_LIMITED" }), "AUTH_RATE_LIMITED"],
  ["too many scopes", failed({ code: "AUTH_SCOPE_MISMATCH" }), "AUTH_SCOPE_MISMATCH"],
  ["setup code", failed({ code: "AUTH_BOOTSTRAP_TOKEN_INVALID" }), "AUTH_BOOTSTRAP_TOKEN_INVALID"],
  ["no reason", failed({ message: "unauthorized" }), "AUTH_UNAUTHORIZED"],
  [
    "not paired",
    failed({ code: "PAIRING_REQUIRED", details: { reason: "not-paired" } }, { phase: "waiting" }),
    "PAIRING_REQUIRED",
  ],
  [
    "scope upgrade",
    failed({ code: "PAIRING_REQUIRED", details: { reason: "scope-upgrade" } }, { phase: "waiting" }),
    "PAIRING_REQUIRED",
  ],
  ["turned down", failed({ code: "PAIRING_REQUIRED" }, { isTurnedDown: true }), "turned-down"],
  ["origin", failed({ code: "CONTROL_UI_ORIGIN_NOT_ALLOWED" }), "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
  ["protocol, new", failed({ code: "PROTOCOL_MISMATCH" }), "PROTOCOL_MISMATCH"],
  [
    "protocol, old",
    failed({ message: "protocol mismatch", details: { expectedProtocol: 3 } }),
    "PROTOCOL_MISMATCH",
  ],
  ["protocol by close code", failed({ closeCode: 1002 }), "closed-1002"],
  ["clock", failed({ code: "DEVICE_AUTH_SIGNATURE_EXPIRED" }, { clockDifferenceMs: 600_000 }), "clock"],
  [
    "late, with good clocks",
    failed({ code: "DEVICE_AUTH_SIGNATURE_EXPIRED" }, { clockDifferenceMs: 200_000 }),
    "DEVICE_AUTH_SIGNATURE_EXPIRED",
  ],
  [
    "wrong token, and a clock that does not matter",
    failed({ code: "AUTH_TOKEN_MISMATCH" }, { clockDifferenceMs: 600_000 }),
    "AUTH_TOKEN_MISMATCH",
  ],
  ["bad signature", failed({ code: "DEVICE_AUTH_SIGNATURE_INVALID" }), "DEVICE_AUTH_SIGNATURE_INVALID"],
  [
    "no identity on an insecure page",
    failed({ code: "CONTROL_UI_DEVICE_IDENTITY_REQUIRED" }, { page: lanPage }),
    "insecure-page",
  ],
  ["no identity on a secure page", failed({ code: "DEVICE_IDENTITY_REQUIRED" }), "DEVICE_IDENTITY_REQUIRED"],
  [
    "the browser refuses keys",
    failed({ message: "subtle is undefined", phase: "challenged" }, { page: lanPage }),
    "insecure-page",
  ],
  ["insecure page, before any try", facts({ phase: "idle", page: lanPage }), "insecure-page"],
  [
    "wrong token on an insecure page",
    failed({ code: "AUTH_TOKEN_MISMATCH" }, { page: lanPage }),
    "AUTH_TOKEN_MISMATCH",
  ],
  ["mixed content", failed(unopened, { page: httpsPage, target: lan }), "mixed-content"],
  ["mixed content, before any try", facts({ phase: "idle", page: httpsPage, target: lan }), "mixed-content"],
  [
    "offline",
    failed(unopened, { page: { ...httpsPage, isOnline: false }, target: wss, probe: "no-answer" }),
    "offline",
  ],
  [
    "offline does not matter on loopback",
    failed(unopened, { page: { ...facts({}).page, isOnline: false }, probe: "no-answer" }),
    "nothing-listens",
  ],
  ["nothing listens", failed(unopened, { probe: "no-answer", phase: "waiting" }), "nothing-listens"],
  ["nothing listens, wss", failed(unopened, { probe: "no-answer", target: wss }), "nothing-listens"],
  ["something answers", failed(unopened, { probe: "answered", target: wss }), "upgrade-refused"],
  ["not probed", failed(unopened), "never-opened"],
  ["cannot be probed", failed(unopened, { probe: "not-possible", target: wss }), "never-opened"],
  ["TLS by close code", failed({ closeCode: 1015, phase: "opening" }, { target: wss }), "never-opened"],
  ["opened, and silent", failed({ closeCode: 1006, phase: "opened" }, { probe: "answered" }), "no-challenge"],
  ["our own deadline", failed({ endedBy: "no-challenge", phase: "opened" }), "no-challenge"],
  ["a host that never answers", failed(unanswered), "not-opened"],
  ["a host that never answers, probed", failed(unanswered, { probe: "no-answer" }), "not-opened"],
  [
    "a web server that leaves WebSockets waiting",
    failed(unanswered, { probe: "answered" }),
    "upgrade-refused",
  ],
  ["no answer to the sign-in", failed({ endedBy: "no-answer", phase: "signed" }), "no-answer"],
  ["an answer that cannot be read", failed({ endedBy: "unreadable", phase: "signed" }), "unreadable"],
  ["silence", failed({ endedBy: "silence", phase: "connected" }, { phase: "waiting" }), "silence"],
  ["lost", failed({ closeCode: 1006, phase: "connected" }, { phase: "waiting" }), "closed-1006"],
  ["gone", failed({ closeCode: 1001, phase: "connected" }, { phase: "waiting" }), "closed-1001"],
  ["refused without a word", failed({ closeCode: 1008 }), "closed-1008"],
  [
    "slow consumer",
    failed({ closeCode: 1008, closeReason: "slow consumer", phase: "connected" }, { phase: "waiting" }),
    "slow-consumer",
  ],
  [
    "unauthorized calls",
    failed({ closeCode: 1008, closeReason: "repeated unauthorized calls", phase: "connected" }),
    "unauthorized-calls",
  ],
  [
    "restart",
    failed({ closeCode: 1012, closeReason: "service restart", phase: "connected" }, { phase: "waiting" }),
    "closed-1012",
  ],
  ["starting", failed({ closeCode: 1013, phase: "opened" }, { phase: "waiting" }), "closed-1013"],
  [
    "starting, in words",
    failed({ errorCode: "UNAVAILABLE", message: "gateway starting; retry shortly" }),
    "starting",
  ],
  [
    "device removed",
    failed({ closeCode: 4001, closeReason: "device removed", phase: "connected" }),
    "device-removed",
  ],
  [
    "token changed",
    failed({ closeCode: 4001, closeReason: "gateway auth changed", phase: "connected" }),
    "auth-changed",
  ],
  ["session ended", failed({ closeCode: 4001, phase: "connected" }), "closed-4001"],
  ["internal error", failed({ closeCode: 1011, phase: "connected" }), "closed-1011"],
  ["a code of the future", failed({ code: "AUTH_FUTURE", message: "new" }), "unknown-code"],
  ["a close code of the future", failed({ closeCode: 4999 }), "unknown"],
  ["all well", facts({ ...connected, attempts: inSession }), "all-well"],
  [
    "all well after a failure",
    facts({
      ...connected,
      attempts: [attempt({ failure: failure({ code: "AUTH_TOKEN_MISMATCH" }) }), ...inSession],
    }),
    "all-well",
  ],
  [
    "fewer scopes",
    facts({
      ...connected,
      session: { ...session, scopes: ["operator.read"] },
      attempts: inSession,
      clockDifferenceMs: 0,
    }),
    "fewer-scopes",
  ],
  [
    "connected, clock off",
    facts({ ...connected, attempts: inSession, clockDifferenceMs: -600_000 }),
    "clock",
  ],
  ["not tried", facts({ phase: "idle" }), "not-connected"],
  ["ended by a person", facts({ phase: "idle", attempts: inSession }), "not-connected"],
  ["under way", facts({ phase: "opening", attempts: [attempt({})] }), "under-way"],
  [
    "the failure before the try that is under way",
    facts({
      phase: "opening",
      attempts: [attempt({ failure: failure({ closeCode: 1012, phase: "connected" }) }), attempt({})],
    }),
    "closed-1012",
  ],
];
