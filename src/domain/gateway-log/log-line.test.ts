import fc from "fast-check";
import { describe, expect, test } from "vitest";
import fixture from "./lines.fixture.json" with { type: "json" };
import { readLogLine, type LogLine } from "./log-line.ts";
import type { Refusal } from "./refusal.ts";

/** Lines that real gateways wrote. */
type Version = keyof typeof fixture;
type Situation = keyof (typeof fixture)[Version];
const VERSIONS: readonly Version[] = ["2026.9.6", "2026.3.13"];

function linesOf(version: Version, situation: Situation): readonly (LogLine | null)[] {
  return fixture[version][situation].map(readLogLine);
}

function refusalIn(version: Version, situation: Situation): Refusal {
  const refused = linesOf(version, situation).flatMap((line) => (line?.kind === "refused" ? [line] : []));
  expect(refused).toHaveLength(1);
  const [line] = refused;
  if (!line) throw new Error("No refusal");
  return line.refusal;
}

function refusedLine(fields: Readonly<Record<string, unknown>>, message?: string): string {
  return JSON.stringify({
    "0": '{"subsystem":"gateway/ws"}',
    "1": { handshake: "failed", ...fields },
    "2": message ?? "closed before connect conn=c1 remote=127.0.0.1 fwd=n/a origin=n/a code=1008 reason=x",
    time: "2026-11-26T07:20:48.243+00:00",
  });
}

describe.each(VERSIONS)("real lines of %s", (version) => {
  const isOld = version === "2026.3.13";

  test.each<readonly [Situation, string, string | null]>([
    ["wrong token", "AUTH_TOKEN_MISMATCH", "token"],
    ["no token", "AUTH_TOKEN_MISSING", "none"],
    ["password", isOld ? "AUTH_TOKEN_MISSING" : "AUTH_TOKEN_MISMATCH", "password"],
    ["stale device token", "AUTH_DEVICE_TOKEN_MISMATCH", "device-token"],
    ["scopes beyond the grant", isOld ? "AUTH_DEVICE_TOKEN_MISMATCH" : "AUTH_SCOPE_MISMATCH", "device-token"],
  ])("%s: one refusal, of whom and why", (situation, code, credential) => {
    const refusal = refusalIn(version, situation);
    expect(refusal).toMatchObject({ code, credential, address: "203.0.113.9", isForwarded: true });
    expect(refusal.client).toMatchObject({ name: "Ann's phone", clientId: "openclaw-ios", mode: "ui" });
    expect(refusal.proven).toBeNull();
  });

  test.each<readonly [Situation, string]>([
    ["not paired", "not-paired"],
    ["scope upgrade", "scope-upgrade"],
    ["role upgrade", "role-upgrade"],
    ["metadata upgrade", "metadata-upgrade"],
  ])("%s: the device id is proven", (situation, reason) => {
    const refusal = refusalIn(version, situation);
    expect(refusal).toMatchObject({ code: "PAIRING_REQUIRED", reason });
    expect(refusal.proven?.deviceId).toMatch(/^[0-9a-f]{64}$/);
    expect(refusal.proven?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each<readonly [Situation, string]>([
    ["wrong origin", "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
    ["protocol", "PROTOCOL_MISMATCH"],
    ["no identity", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"],
    ["invalid connect", "invalid-connect"],
  ])("%s", (situation, code) => {
    expect(refusalIn(version, situation).code).toBe(code);
  });

  test("the page that is not allowed is named", () => {
    expect(refusalIn(version, "wrong origin").client.origin).toBe("https://evil.example.com");
  });

  test("ten tries end in a lockout", () => {
    const last = linesOf(version, "ten tries").at(-1);
    const code = isOld ? "AUTH_TOKEN_MISMATCH" : "AUTH_RATE_LIMITED";
    expect(last).toMatchObject({ kind: "refused", refusal: { code } });
  });

  test("who goes away without an answer was not refused", () => {
    for (const line of linesOf(version, "not JSON")) expect(line?.kind).toBe("other");
  });

  test("a name that looks like fields is a name", () => {
    const { client, proven, code } = refusalIn(version, "hostile name");
    expect(client.name).toBe("evil device=aaaa reason=token_mismatch conn=1");
    expect(proven).toBeNull();
    expect(code).toBe("AUTH_TOKEN_MISMATCH");
  });

  test.each<readonly [Situation, string]>([
    ["approved", "approved"],
    ["auto-approved", "auto-approved"],
    ["removed", "removed"],
    ["rotated", "rotated"],
    ["revoked", "revoked"],
    ["scope upgrade", "scope-upgrade"],
    ["role upgrade", "role-upgrade"],
  ])("%s is a change of a device", (situation, what) => {
    const changed = linesOf(version, situation).flatMap((line) =>
      line?.kind === "changed" ? [line.change] : [],
    );
    expect(changed).toMatchObject([{ what }]);
    expect(changed[0]?.deviceId).toMatch(/^[0-9a-f]{64}$/);
  });
});

test("a device id is only taken where the gateway had checked the key", () => {
  const deviceId = "a".repeat(64);
  for (const cause of ["device-auth-invalid", "unauthorized", "origin-mismatch", "something-new"]) {
    const line = readLogLine(refusedLine({ cause, deviceId, requestId: "x" }));
    expect(line).toMatchObject({ kind: "refused", refusal: { proven: null } });
  }
});

test("words of later gateways are kept as they are", () => {
  const line = readLogLine(refusedLine({ cause: "moon-phase" }));
  expect(line).toMatchObject({ kind: "refused", refusal: { reason: "moon-phase", code: null } });
});

test("another part of the gateway cannot refuse or change anything", () => {
  const line = refusedLine({ cause: "pairing-required", deviceId: "a".repeat(64) });
  expect(readLogLine(line.replace("gateway/ws", "agents"))?.kind).toBe("other");
  const change = { "1": `device pairing removed device=${"a".repeat(64)}`, time: "2026-11-26T07:20:48Z" };
  expect(readLogLine(JSON.stringify({ ...change, "0": '{"subsystem":"agents"}' }))?.kind).toBe("other");
  expect(readLogLine(JSON.stringify({ ...change, "0": '{"subsystem":"gateway"}' }))?.kind).toBe("changed");
});

test("an approval by SSH has a sentence of its own (source of 2026.9.6)", () => {
  const deviceId = "a".repeat(64);
  const sentence = `security audit: device pairing ssh-verified auto-approve device=${deviceId} ip=10.0.0.5 sshUser=me`;
  const line = { "0": '{"subsystem":"gateway"}', "1": sentence, time: "2026-11-26T07:20:48Z" };
  expect(readLogLine(JSON.stringify(line))).toMatchObject({
    kind: "changed",
    change: { what: "auto-approved", deviceId },
  });
});

test("tokens do not survive, in whichever field they stand", () => {
  const token = "0123456789abcdef0123456789abcdef";
  const line = readLogLine(
    refusedLine({ cause: "unauthorized", clientDisplayName: `my ${token}`, platform: token, origin: token }),
  );
  expect(JSON.stringify(line)).not.toContain(token);
  const word = `l${token}`;
  const forged = readLogLine(
    refusedLine({ authReason: word, authProvided: word, reason: word, cause: word }),
  );
  expect(forged?.kind).toBe("refused");
  expect(JSON.stringify(forged)).not.toContain(word);
});

test("whatever a client says, no device is proven by it, and nothing throws", () => {
  const hostile = fc.string({ unit: "binary", maxLength: 60 });
  const forged = fc.constantFrom(
    `device=${"b".repeat(64)}`,
    `deviceId":"${"b".repeat(64)}"`,
    `pairing-required reason=not-paired device=${"b".repeat(64)}`,
  );
  const said = fc.oneof(hostile, forged);
  fc.assert(
    fc.property(said, said, said, said, (name, platform, origin, forwardedFor) => {
      const message = `closed before connect conn=c1 remote=127.0.0.1 fwd=${forwardedFor} origin=${origin} ua=${name}`;
      const line = readLogLine(
        refusedLine(
          {
            cause: "unauthorized",
            authReason: "token_mismatch",
            clientDisplayName: name,
            platform,
            origin,
            forwardedFor,
          },
          message,
        ),
      );
      expect(line).toMatchObject({ kind: "refused", refusal: { proven: null, code: "AUTH_TOKEN_MISMATCH" } });
    }),
  );
});

test("no line makes it throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (line) => void readLogLine(line)));
  expect(readLogLine("x".repeat(1_000_000))).toBeNull();
  expect(readLogLine("")).toBeNull();
});
