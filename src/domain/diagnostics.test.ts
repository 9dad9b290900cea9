import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnosticsText, type DiagnosticsInput } from "./diagnostics.ts";

const STARTED_AT_MS = Date.UTC(2026, 10, 22, 12, 0, 0);

const INPUT: DiagnosticsInput = {
  createdAtMs: STARTED_AT_MS + 60_000,
  withAddresses: false,
  page: {
    version: "0.1.0",
    build: "index-Bx1_yZ-9.js",
    origin: "https://panel.example.com",
    browser: "Chrome on Linux",
    browserVersion: 142,
    isSecureContext: true,
    isOnline: true,
  },
  gatewayUrl: "wss://gw.example.com:8443",
  connection: "blocked",
  session: {
    serverVersion: "2026.9.6",
    protocol: 4,
    methods: Array.from({ length: 41 }, (_, index) => `method.${index}`),
    role: "operator",
    tickIntervalMs: 30_000,
    online: null,
    scopes: ["operator.admin", "operator.talk.secrets"],
    authMethod: "device-token",
  },
  storedCredentials: {
    hasIdentity: true,
    deviceTokenScopes: ["operator.admin"],
    hasSharedToken: true,
    hasPassword: false,
  },
  clockDifferenceMs: -2_400,
  attempts: [
    {
      id: 1,
      frames: [],
      startedAtMs: STARTED_AT_MS,
      gatewayUrl: "wss://gw.example.com:8443",
      phases: [
        { phase: "opening", atMs: STARTED_AT_MS },
        { phase: "opened", atMs: STARTED_AT_MS + 12 },
        { phase: "challenged", atMs: STARTED_AT_MS + 20 },
        { phase: "signed", atMs: STARTED_AT_MS + 25 },
      ],
      credential: "device-token",
      scopes: ["operator.admin"],
      clockDifferenceMs: 300,
      failure: {
        atMs: STARTED_AT_MS + 1_500,
        phase: "signed",
        endedBy: "refusal",
        details: undefined,
        pairing: null,
        retryable: false,
        code: "AUTH_DEVICE_TOKEN_MISMATCH",
        errorCode: "INVALID_REQUEST",
        message: "unauthorized: device token mismatch (rotate/reissue device token)",
        closeCode: 1008,
        closeReason: "device token mismatch at gw.example.com",
        retryAfterMs: 300_000,
      },
      followUp: "retry-with-shared-credentials",
    },
  ],
  findings: [{ id: "AUTH_DEVICE_TOKEN_MISMATCH", title: "This browser’s device token is no longer valid" }],
  unreadable: { frames: 1, entries: 2 },
  devices: { paired: 7, pending: 1 },
};

/** Every string of a value replaced by what `change` makes of it. */
function mapStrings<T>(value: T, change: (text: string) => string): T;
function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((each: unknown) => mapStrings(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapStrings(each, change)]));
}

/** A string in which the secret stands as it could: alone, in a text, in every place of an address. */
const PLACES: readonly ((text: string, secret: string) => string)[] = [
  (_text, secret) => secret,
  (text, secret) => `${text} ${secret}`,
  (text, secret) => `${text}: "${secret}"`,
  (_text, secret) => `wss://user:${secret}@gw.example.com`,
  (_text, secret) => `wss://${secret}@gw.example.com:8443/`,
  (_text, secret) => `https://gw.example.com/${secret}/x`,
  (_text, secret) => `https://gw.example.com/?token=${secret}`,
  (_text, secret) => `https://gw.example.com/#token=${secret}`,
  (text, secret) => `${text} (see https://gw.example.com/#token=${secret})`,
  (_text, secret) => `{"token":"${secret}"}`,
  (_text, secret) => `Bearer ${secret}`,
];

describe("diagnosticsText", () => {
  it("says everything that helps, and no address", () => {
    expect(diagnosticsText(INPUT)).toMatchInlineSnapshot(`
      "## Gatehouse diagnostics

      - Created: 2026-11-22T12:01:00.000Z
      - Page: version 0.1.0, build index-Bx1_yZ-9.js
      - Page address: https://p… (public)
      - Browser: Chrome on Linux 142, online
      - Gateway address: wss://g…:8443 (public)
      - Connection: blocked
      - Gateway: version 2026.9.6, protocol 4, 41 methods
      - Session: signed in by device-token, scopes: operator.admin, operator.talk.secrets
      - Stored credentials: device-token, shared-token
      - Gateway clock: 2.4 s behind
      - Devices: 7 paired, 1 pending
      - Unreadable: 1 frames, 2 entries

      ### Findings

      - AUTH_DEVICE_TOKEN_MISMATCH: This browser’s device token is no longer valid

      ### Last attempts, newest first

      1. 2026-11-22T12:00:00.000Z, wss://g…:8443 (public)
         - phases: opening +0 ms, opened +12 ms, challenged +20 ms, signed +25 ms
         - credential: device-token; asked for: operator.admin; clock: agrees with this browser’s
         - failed +1.5 s: ended by refusal, code AUTH_DEVICE_TOKEN_MISMATCH, error INVALID_REQUEST, close 1008, retry after 5 min
         - message: unauthorized: device token mismatch (rotate/reissue device token)
         - close reason: device token mismatch at g…
         - then: retry-with-shared-credentials
      "
    `);
  });

  it("shows addresses on demand", () => {
    const text = diagnosticsText({ ...INPUT, withAddresses: true });
    expect(text).toContain("- Gateway address: wss://gw.example.com:8443\n");
    expect(text).toContain("device token mismatch at gw.example.com");
  });

  it("shows no address of others by itself", () => {
    const text = diagnosticsText(INPUT);
    for (const part of ["example", "panel"]) expect(text).not.toContain(part);
  });

  it("has something to say about next to nothing", () => {
    const text = diagnosticsText({
      ...INPUT,
      gatewayUrl: null,
      connection: "idle",
      session: null,
      storedCredentials: null,
      clockDifferenceMs: null,
      attempts: [],
      findings: [],
      devices: null,
      createdAtMs: Number.NaN,
    });
    expect(text).toContain("- Gateway address: none");
    expect(text).toContain("- Devices: not read");
    expect(text).not.toMatch(/undefined|null|NaN/);
  });

  it("keeps to eight attempts, and every text to one line", () => {
    const [attempt] = INPUT.attempts;
    if (!attempt?.failure) throw new Error("The input has a failed attempt");
    const hostile = {
      ...attempt,
      failure: { ...attempt.failure, message: "a\n# b\u202e" + "c ".repeat(9_000) },
    };
    const text = diagnosticsText({ ...INPUT, attempts: Array.from({ length: 50 }, () => hostile) });
    expect(text.match(/^\d+\. /gm)).toHaveLength(8);
    expect(text).not.toMatch(/^# b|\u202e/mu);
    expect(text.length).toBeLessThan(9_000);
  });

  it("holds no secret, wherever one could stand", () => {
    const secrets = [
      "0123456789abcdef0123456789abcdef",
      "bVw0s1nlJm2T8tKcQZ-xY9_aLr4PqEoUgHd7fN6iWvA",
      "hunter2",
    ];
    for (const secret of secrets) {
      for (const place of PLACES) {
        for (const withAddresses of [true, false]) {
          const input = mapStrings({ ...INPUT, withAddresses }, (text) => place(text, secret));
          expect(diagnosticsText(input)).not.toContain(secret);
        }
      }
    }
  });

  it("holds no secret, whatever it is made of", () => {
    const secret = fc.oneof(
      // Tokens as gateways make them.
      fc.stringMatching(/^[0-9a-f]{15}[0-9][0-9a-f]{16}$/),
      fc.stringMatching(/^[A-Za-z0-9_-]{20}[0-9][A-Za-z0-9_-]{22}$/),
      fc.uuid(),
      // Passwords, also with signs that mean something in an address or a quotation.
      fc.stringMatching(/^[A-Za-z]{3,12}[0-9]{4,6}[!$%^*+~-]{0,3}[A-Za-z]{1,9}$/),
    );
    fc.assert(
      fc.property(secret, fc.constantFrom(...PLACES), fc.boolean(), (value, place, withAddresses) => {
        const text = diagnosticsText(mapStrings({ ...INPUT, withAddresses }, (old) => place(old, value)));
        expect(text).not.toContain(value);
        expect(text).not.toContain(value.slice(0, 7));
      }),
      { numRuns: 400 },
    );
  });
});
