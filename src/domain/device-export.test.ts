import { describe, expect, it, vi } from "vitest";

import type { PairedDevice } from "./device.ts";
import { devicesAsCsv, devicesAsJson, exportFileName } from "./device-export.ts";
import { readView } from "./device-view.ts";

const facts = {
  gatewayUrl: "ws://127.0.0.1:18789",
  exportedAtMs: Date.UTC(2026, 10, 22, 12),
  readAtMs: Date.UTC(2026, 10, 22, 11),
  isOnline: ({ connected }: PairedDevice) => connected,
};
const bare: PairedDevice = { deviceId: "id", roles: [], scopes: [], tokens: [] };
const full: PairedDevice = {
  deviceId: "ab".repeat(32),
  publicKey: "PUBLIC",
  displayName: "\u202e=SUM(A1)",
  clientId: "cli",
  roles: ["operator", "node"],
  scopes: ["operator.admin"],
  tokens: [{ role: "operator", scopes: ["operator.admin"], createdAtMs: 0, lastUsedAtMs: facts.readAtMs }],
  approvedAtMs: facts.readAtMs,
  approvedVia: "owner",
  connected: false,
};

describe("devicesAsCsv", () => {
  it("writes a line a device, and leaves the unknown empty", () => {
    const [header, line, end] = devicesAsCsv([bare], facts).split("\r\n");
    expect(header?.split(",").length).toBe(line?.split(",").length);
    expect(line).toBe("id,,,,,,,,,,,,,none,,,,,");
    expect(end).toBe("");
  });

  it("has ISO times, no public key, and nothing that runs or turns text around", () => {
    const text = devicesAsCsv([full], facts);
    expect(text).toContain("2026-11-22T11:00:00.000Z");
    expect(text).toContain(",[RLO]=SUM(A1),CLI,cli,");
    expect(text).toContain(',operator node,operator.admin,"Runs commands here, Administrator",active,no,');
    expect(text).not.toContain("PUBLIC");
    expect(devicesAsCsv([{ ...bare, displayName: " =1" }], facts)).toContain(",'=1,");
  });
});

describe("devicesAsJson", () => {
  it("says from where and when it is, and null for the unknown", () => {
    const view = readView(new URLSearchParams("q=x&sort=-seen"));
    const file: unknown = JSON.parse(devicesAsJson([full, bare], view, facts));
    expect(file).toMatchObject({
      gateway: "ws://127.0.0.1:18789",
      exportedAt: "2026-11-22T12:00:00.000Z",
      listReadAt: "2026-11-22T11:00:00.000Z",
      view: { q: "x", sort: "-seen" },
      devices: [
        { deviceId: full.deviceId, publicKey: "PUBLIC", displayName: "\u202e=SUM(A1)", online: false },
        { deviceId: "id", publicKey: null, online: null, approvedVia: null, tokens: [] },
      ],
    });
  });
});

describe("exportFileName", () => {
  it.each([
    ["ws://127.0.0.1:18789", "gatehouse-devices-127.0.0.1-18789-2026-11-22.csv"],
    ["wss://gw.example/base?x=1", "gatehouse-devices-gw.example-2026-11-22.csv"],
    ["ws://[::1]:18789", "gatehouse-devices-1-18789-2026-11-22.csv"],
    ["?", "gatehouse-devices-gateway-2026-11-22.csv"],
  ])("names %s", (gatewayUrl, name) => {
    expect(exportFileName({ ...facts, gatewayUrl }, "csv")).toBe(name);
  });

  it("has the date that the reader's clock has", () => {
    vi.stubEnv("TZ", "Pacific/Kiritimati");
    expect(exportFileName(facts, "json")).toBe("gatehouse-devices-127.0.0.1-18789-2026-11-23.json");
    vi.unstubAllEnvs();
  });
});
