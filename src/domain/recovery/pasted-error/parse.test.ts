import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bytesToBase64Url, bytesToHex } from "#lib/base64url.ts";
import { anyWord } from "#lib/test-support/inherited-names.ts";
import lines from "./pasted-lines.fixture.json" with { type: "json" };
import { explainPastedError, parsePastedError } from "./parse.ts";

const REQUEST = "4b1f0c52-8a3e-4d7c-9f21-6e5d3c2b1a09";

describe("parsePastedError", () => {
  it.each(lines.recognised)("$from: $id, $text", ({ text, id }) => {
    expect(parsePastedError(text)?.id).toBe(id);
  });

  it.each(lines.recognised)("can be explained: $id, $text", ({ text, id }) => {
    const found = parsePastedError(text);
    expect(found && explainPastedError(found)).toMatchObject({ id, code: found?.code });
  });

  it.each(lines.nearMisses)("is not of a gateway: %s", (text) => {
    expect(parsePastedError(text)).toBeNull();
  });

  it("has enough of both", () => {
    expect(new Set(lines.recognised.map(({ text }) => text)).size).toBeGreaterThanOrEqual(70);
    expect(new Set(lines.nearMisses).size).toBeGreaterThanOrEqual(25);
  });

  it("takes along what the next step needs", () => {
    const deviceId = "5e0c1d2f".repeat(8);
    const frame = `{"code":"NOT_PAIRED","message":"scope upgrade pending approval","details":{"code":"PAIRING_REQUIRED","reason":"scope-upgrade","requestId":"${REQUEST}","deviceId":"${deviceId}"}}`;
    const found = parsePastedError(frame);
    expect(found).toMatchObject({ requestId: REQUEST, deviceId, reason: "scope-upgrade" });
    // That is not the browser in front of which one sits.
    expect(found && explainPastedError(found).next).not.toContain("This page signs in");
    const commands = found && explainPastedError(found).commands?.map(({ command }) => command);
    expect(commands).toContain(`openclaw devices approve ${REQUEST}`);
    expect(parsePastedError("[ws] res ✗ missing scope: operator.admin")).toMatchObject({
      missingScope: "operator.admin",
    });
  });

  it.each([
    ["node host gateway closed (1008): pairing required", 1008],
    ["disconnected (1006): no reason", 1006],
    ["[ws] closed before connect conn=1 code=1008 reason=pairing required", 1008],
    ["Gateway call failed: unauthorized: gateway token mismatch", null],
    ['{"type":"res","error":{"code":"X","message":"origin not allowed"}}', null],
    ["AUTH_SCOPE_MISMATCH", null],
  ] as const)("takes along how the connection closed: %s", (text, closeCode) => {
    expect(parsePastedError(text)).toMatchObject({ closeCode });
  });

  it("keeps the code of a future gateway", () => {
    const found = parsePastedError(
      '{"type":"res","ok":false,"error":{"code":"INVALID_REQUEST","message":"new","details":{"code":"AUTH_MOON_PHASE"}}}',
    );
    expect(found).toMatchObject({ id: "unknown-code", code: "AUTH_MOON_PHASE" });
    expect(found && explainPastedError(found)).toMatchObject({ id: "unknown-code", code: "AUTH_MOON_PHASE" });
  });

  it("takes the latest of several requests", () => {
    const older = REQUEST.replace("4", "5");
    const line = (id: string) =>
      `gateway connect failed: scope upgrade pending approval (requestId: ${id})\n`;
    expect(parsePastedError(line(older) + line(REQUEST))).toMatchObject({ requestId: REQUEST });
  });

  it("goes by what a log tells last", () => {
    const log = "[ws] unauthorized conn=1 reason=token_mismatch\n".repeat(3);
    expect(parsePastedError(`${log}[ws] unauthorized conn=2 reason=rate_limited`)?.id).toBe(
      "AUTH_RATE_LIMITED",
    );
  });

  it.each([
    "--token hunter2",
    "token=hunter2",
    '"token":"hunter2"',
    "Authorization: Bearer hunter2",
    "http://127.0.0.1:18789/#token=hunter2",
    "OPENCLAW_GATEWAY_PASSWORD=hunter2",
    "password: hunter2",
  ])("removes a short secret: %s", (secret) => {
    const found = parsePastedError(`openclaw devices list: pairing required (1008) ${secret} end`);
    expect(found?.id).toBe("PAIRING_REQUIRED");
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });

  it("never lets a token through", () => {
    const bytes = fc.uint8Array({ minLength: 24, maxLength: 48 });
    const text = fc.constantFrom(...lines.recognised.map((line) => line.text));
    const glue = fc.constantFrom(" ", "\n", "=", '"', " token=", "/", "(", ": ", "requestId: ", "\u200b");
    fc.assert(
      fc.property(
        bytes,
        text,
        glue,
        fc.nat(),
        fc.constantFrom(bytesToBase64Url, bytesToHex),
        (raw, line, by, where, encode) => {
          const token = encode(new Uint8Array(raw));
          fc.pre(/\d/.test(token.slice(4, 20)));
          const at = where % (line.length + 1);
          const found = parsePastedError(`${line.slice(0, at)}${by}${token}${by}${line.slice(at)}`);
          fc.pre(found?.deviceId !== token); // 64 hex digits right behind "device=" are the ID of one
          const kept = JSON.stringify(found ?? "");
          expect(kept).not.toContain(token.slice(4, 20));
          expect(JSON.stringify(found && explainPastedError(found))).not.toContain(token.slice(4, 20));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never throws", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...lines.recognised.map(({ text }) => text.slice(0, 60))),
      fc.constantFrom("\u001b[", '\\"', "disconnected (", "code=", "reason=", "{", "AUTH_"),
      anyWord().map((word) => `[ws] unauthorized conn=1 reason=${word} `),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = parsePastedError(pieces.join(""));
        expect(found && explainPastedError(found).id).toBe(found?.id ?? null);
      }),
    );
  });

  // No figure of time: what is not linear here does not come back before the test runner gives up.
  it.each([
    "a",
    " ",
    "\\",
    '"',
    "\u001b[",
    "AUTH_",
    "A",
    "\u001b]",
    "gateway closed (",
    "disconnected (1008",
    "reason=",
    ".",
    "…",
    "\u200b",
    "token ",
    "token=",
    "websocket connection to ",
    "missing scope: ",
    "requestId: ",
    "0",
    "-",
    "\n",
    "[ws] code=1008 reason=",
    "│",
    "unauthorized",
    "e\u0301",
    "gateway closed ",
    "wss://",
    '"GET ',
    "error ",
    "denied device=",
    "\ufdfa",
  ])("reads a megabyte of %j", (piece) => {
    const flood = piece.repeat(Math.ceil(1_000_000 / piece.length));
    parsePastedError(flood);
    expect(parsePastedError(`${flood} openclaw unauthorized: gateway token mismatch`)?.id).toBe(
      "AUTH_TOKEN_MISMATCH",
    );
  });
});
