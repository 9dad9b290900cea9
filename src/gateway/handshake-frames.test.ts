import type { ConnectParams } from "@openclaw/gateway-client/browser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  secretsOf,
  summariseChallenge,
  summariseClose,
  summariseConnect,
  summariseHello,
  summariseRefusal,
  type FrameSummary,
} from "./handshake-frames.ts";
import type { Hello } from "#domain/connection/state.ts";

const DEVICE_ID = "0123456789abcdef".repeat(4);
const CHALLENGED_AT_MS = 1_790_000_000_000;

interface Secrets {
  readonly token: string;
  readonly password: string;
  readonly deviceToken: string;
  readonly nonce: string;
  readonly signature: string;
  readonly publicKey: string;
  readonly issued: string;
}

const SECRETS: Secrets = {
  token: "0123456789abcdef0123456789abcdef",
  password: "hunter2",
  deviceToken: "bVw0s1nlJm2T8tKcQZ-xY9_aLr4PqEoUgHd7fN6iWvA",
  nonce: "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
  signature: "c2lnbmF0dXJlLXNpZ25hdHVyZS0xMjM0NTY3ODkwMTIzNDU2Nzg5MA",
  publicKey: "cHVibGljLWtleS1wdWJsaWMta2V5LTEyMzQ1Njc4OTA",
  issued: "aXNzdWVkLXRva2VuLWlzc3VlZC10b2tlbi0xMjM0NTY",
};

function connect({ token, password, deviceToken, nonce, signature, publicKey }: Secrets): ConnectParams {
  return {
    minProtocol: 3,
    maxProtocol: 4,
    client: { id: "openclaw-control-ui", mode: "ui", version: "gatehouse", platform: "Linux" },
    role: "operator",
    scopes: ["operator.admin", "operator.read"],
    caps: [],
    auth: { token, password, deviceToken },
    device: { id: DEVICE_ID, publicKey, signature, signedAt: CHALLENGED_AT_MS, nonce },
  };
}

const HELLO: Hello = {
  protocol: 4,
  serverVersion: "2026.9.6",
  methods: ["device.pair.list"],
  role: "operator",
  authMethod: "token",
  scopes: ["operator.admin"],
  tickIntervalMs: 30_000,
  online: null,
};

function valueOf({ fields }: FrameSummary, name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

/** Every frame of a handshake with a gateway that repeats `text` wherever it can. */
function allFrames(given: Secrets, text: string): readonly FrameSummary[] {
  const params = connect(given);
  const { token, password, deviceToken } = given;
  const selectedAuth = { authToken: token, authPassword: password, storedToken: deviceToken };
  const secrets = secretsOf({ ...params, selectedAuth }, given.issued);
  const hello = { ...HELLO, serverVersion: text, role: text, authMethod: text, scopes: [text] };
  const names = ["code", "reason", "requestId", "deviceId", "requestedRole", "remediationHint", "token"];
  const details = {
    ...Object.fromEntries(names.map((name) => [name, text])),
    requestedScopes: [text, { text }],
    approvedRoles: { text },
  };
  return [
    summariseChallenge(CHALLENGED_AT_MS),
    summariseConnect(params),
    summariseHello(hello, true, secrets),
    summariseRefusal({ gatewayCode: text, message: `refused: "${text}"`, details, retryAfterMs: 5 }, secrets),
    summariseClose({ code: 1008, reason: `unauthorized ${text}`, isOurs: false }, secrets),
  ];
}

describe("the frames of a handshake", () => {
  it("say which credentials were present, and who asked for what", () => {
    const frame = summariseConnect(connect(SECRETS));
    expect(frame).toMatchObject({ direction: "sent", kind: "connect" });
    expect(Object.fromEntries(frame.fields.map(({ name, value }) => [name, value]))).toEqual({
      client: "openclaw-control-ui, mode ui, version gatehouse",
      role: "operator",
      scopes: "operator.admin, operator.read",
      auth: "token, password, deviceToken (values left out)",
      device: "01234567",
      signedAt: String(CHALLENGED_AT_MS),
      protocol: "3 to 4",
    });
  });

  it("say that nothing was present", () => {
    const { auth: _auth, device: _device, ...bare } = connect(SECRETS);
    const frame = summariseConnect(bare);
    expect([valueOf(frame, "auth"), valueOf(frame, "device"), valueOf(frame, "signedAt")]).toEqual([
      "none",
      "none",
      undefined,
    ]);
  });

  it("keep a refusal's code, message and known details, and nothing else of it", () => {
    const frame = summariseRefusal(
      {
        gatewayCode: "INVALID_REQUEST",
        message: "unauthorized: device token mismatch (rotate/reissue device token)",
        details: {
          code: "AUTH_DEVICE_TOKEN_MISMATCH",
          requestId: "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
          canRetryWithDeviceToken: false,
          requestedScopes: ["operator.admin"],
          hint: "surprise",
        },
      },
      [],
    );
    expect(frame.fields).toEqual([
      { name: "ok", value: "false" },
      { name: "code", value: "INVALID_REQUEST" },
      { name: "message", value: "unauthorized: device token mismatch (rotate/reissue device token)" },
      { name: "details.code", value: "AUTH_DEVICE_TOKEN_MISMATCH" },
      { name: "details.requestId", value: "3f2504e0…" },
      { name: "details.requestedScopes", value: "operator.admin" },
      { name: "details.canRetryWithDeviceToken", value: "false" },
    ]);
  });

  it("hold no secret, also where the gateway repeats it", () => {
    const values: readonly string[] = Object.values({ ...SECRETS });
    for (const secret of values) {
      const record = JSON.stringify(allFrames(SECRETS, secret));
      for (const each of values) expect(record).not.toContain(each);
    }
  });

  it("hold no secret, whatever it is made of", () => {
    const secret = fc.stringMatching(/^[!-~]{0,3}[0-9][!-~]{8,40}$/);
    const secrets = fc.record({
      token: secret,
      password: secret,
      deviceToken: secret,
      nonce: secret,
      signature: secret,
      publicKey: secret,
      issued: secret,
    });
    fc.assert(
      fc.property(secrets, fc.nat(6), (given, index) => {
        const values = Object.values(given);
        // Not as JSON: its escapes would hide what is there.
        const record = allFrames(given, values[index] ?? "")
          .flatMap(({ fields }) => fields.map(({ value }) => value))
          .join("\n");
        for (const each of values) expect(record).not.toContain(each);
      }),
    );
  });

  it("stay short, and one line a value", () => {
    for (const text of ["x ".repeat(5_000), "a\nb\u202ec"]) {
      for (const { value } of allFrames(SECRETS, text).flatMap(({ fields }) => fields)) {
        expect(value.length).toBeLessThan(300);
        expect(value).not.toMatch(/[\n\u202e]/u);
      }
    }
  });
});
