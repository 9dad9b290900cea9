import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bytesToBase64Url, bytesToHex } from "#lib/base64url.ts";

import { devicesCommand, type DevicesAction } from "./cli.ts";
import { fingerprintWords } from "./fingerprint-words.ts";
import { fingerprintHex, keyMatchesDeviceId } from "./fingerprint.ts";

const id = "c9a4fe15bc86476834e6e9dd57d176b900000000000000000000000000000001";

describe("fingerprintWords", () => {
  it("is four words of the bits after the short id", () => {
    expect(fingerprintWords(id)).toEqual(["route", "cram", "sure", "hawk"]);
    expect(fingerprintWords(`${id.slice(0, 8)}${"0".repeat(56)}`)).toEqual(Array(4).fill("abandon"));
    expect(fingerprintWords(`${id.slice(0, 8)}${"f".repeat(56)}`)).toEqual(Array(4).fill("zoo"));
    expect(fingerprintWords(`${id.slice(0, 8)}${"0".repeat(10)}1${"f".repeat(45)}`)).toEqual([
      "abandon",
      "abandon",
      "abandon",
      "ability",
    ]);
  });
  it("depends on those 44 bits only", () => {
    expect(fingerprintWords(`00000000${id.slice(8, 19)}${"f".repeat(45)}`)).toEqual(fingerprintWords(id));
    expect(fingerprintWords(id.toUpperCase())).toEqual(fingerprintWords(id));
  });
  it("has four words for every id and none for what is no id", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(fingerprintWords(bytesToHex(bytes))?.every((word) => /^[a-z]{3,8}$/.test(word))).toBe(true);
      }),
    );
    for (const bad of ["", "dev-1", id.slice(1), `${id}0`]) {
      expect([fingerprintWords(bad), fingerprintHex(bad)]).toEqual([null, null]);
    }
  });
});

describe("fingerprintHex", () => {
  it("is in groups of four", () => expect(fingerprintHex(id)).toMatch(/^c9a4 fe15 bc86 .{4}( .{4}){12}$/));
});

describe("keyMatchesDeviceId", () => {
  it("computes the id from the key", async () => {
    const key = new Uint8Array(32).fill(7);
    const hash = bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", key)));
    expect(await keyMatchesDeviceId(bytesToBase64Url(key), hash)).toBe(true);
    expect(await keyMatchesDeviceId(bytesToBase64Url(key), id)).toBe(false);
    expect(await keyMatchesDeviceId("not a key", hash)).toBe(false);
    expect(await keyMatchesDeviceId(undefined, hash)).toBeNull();
  });
});

describe("devicesCommand", () => {
  it.each<[DevicesAction, string]>([
    [{ kind: "list" }, "openclaw devices list"],
    [{ kind: "approve", requestId: "3f-1" }, "openclaw devices approve 3f-1"],
    [{ kind: "reject", requestId: "--latest" }, "openclaw devices reject -- --latest"],
    [{ kind: "remove", deviceId: "a b" }, "openclaw devices remove 'a b'"],
    [
      { kind: "rotate", deviceId: "ab", role: "operator" },
      "openclaw devices rotate --device ab --role operator",
    ],
    [{ kind: "revoke", deviceId: "-x", role: "node" }, "openclaw devices revoke --device=-x --role node"],
    [
      { kind: "rename", deviceId: "ab", label: "Ada's; rm -rf ~" },
      `openclaw devices rename --device ab --name 'Ada'\\''s; rm -rf ~'`,
    ],
  ])("%j", (action, command) => expect(devicesCommand(action)).toBe(command));
});
