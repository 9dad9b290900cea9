import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { inventDevices } from "./invented-devices.ts";

const NOW_MS = 1_795_000_000_000;
const DAY_MS = 24 * 60 * 60_000;

describe("inventDevices", () => {
  const devices = inventDevices(1_000, { seed: 1, nowMs: NOW_MS });
  const share = (isSo: (device: (typeof devices)[number]) => boolean) =>
    devices.filter(isSo).length / devices.length;

  test("gives the same devices for the same seed, and others for another", () => {
    expect(inventDevices(1_000, { seed: 1, nowMs: NOW_MS })).toEqual(devices);
    expect(inventDevices(1, { seed: 2, nowMs: NOW_MS })[0]?.deviceId).not.toBe(devices[0]?.deviceId);
  });

  test("gives each its own key, and the id that follows from it", () => {
    expect(new Set(devices.map(({ deviceId }) => deviceId)).size).toBe(1_000);
    for (const { deviceId, publicKey } of devices) {
      const key = Buffer.from(publicKey, "base64url");
      expect(key).toHaveLength(32);
      expect(createHash("sha256").update(key).digest("hex")).toBe(deviceId);
    }
  });

  test("has some of everything that a list can show", () => {
    const names = devices.flatMap(({ displayName }) => displayName ?? []);
    expect(new Set(names).size).toBeLessThan(names.length / 2);
    expect(names.some((name) => name.includes("\u202E"))).toBe(true);
    expect(names.some((name) => name.startsWith("<img"))).toBe(true);
    expect(names.some((name) => name.startsWith("="))).toBe(true);
    for (const isSo of [
      share(({ displayName }) => displayName === undefined),
      share(({ roles }) => roles.length === 2),
      share(({ tokens }) => tokens.length === 0),
      share(({ tokens }) => tokens.some(({ revokedAtMs }) => revokedAtMs !== undefined)),
      share(({ tokens }) => tokens.some(({ rotatedAtMs }) => rotatedAtMs !== undefined)),
      share(({ scopes }) => scopes.includes("operator.admin")),
      share(({ lastSeenAtMs }) => lastSeenAtMs === undefined),
      share(({ operatorLabel }) => operatorLabel !== undefined),
    ]) {
      expect(isSo).toBeGreaterThan(0.005);
      expect(isSo).toBeLessThan(0.5);
    }
  });

  test("spreads last seen over the year, and keeps every life in order", () => {
    const seen = devices.flatMap(({ lastSeenAtMs }) => lastSeenAtMs ?? []);
    expect(Math.min(...seen)).toBeLessThan(NOW_MS - 250 * DAY_MS);
    expect(Math.max(...seen)).toBeGreaterThan(NOW_MS - DAY_MS);
    for (const { createdAtMs, approvedAtMs, tokens } of devices) {
      expect(createdAtMs).toBeLessThanOrEqual(approvedAtMs);
      expect(approvedAtMs).toBeLessThanOrEqual(NOW_MS);
      for (const token of tokens) {
        expect(token.createdAtMs).toBeGreaterThanOrEqual(approvedAtMs);
        for (const atMs of [token.rotatedAtMs, token.lastUsedAtMs, token.revokedAtMs]) {
          expect(atMs ?? token.createdAtMs).toBeGreaterThanOrEqual(token.createdAtMs);
          expect(atMs ?? NOW_MS).toBeLessThanOrEqual(NOW_MS);
        }
      }
    }
  });
});
