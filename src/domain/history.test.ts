import { expect, test } from "vitest";
import type { ActivityEntry, Logged } from "./activity.ts";
import { toldTwice } from "./history.ts";

const NOW = 1_000_000;

function logged(what: Logged["what"], change: { atMs?: number; deviceId?: string } = {}) {
  return { kind: "logged" as const, what, deviceId: "a", atMs: NOW, ...change };
}

const approved: ActivityEntry = {
  kind: "write",
  action: "approve",
  outcome: "done",
  deviceId: "a",
  atMs: NOW + 100,
};
const ended: ActivityEntry = {
  kind: "request-ended",
  requestId: "r",
  deviceId: "a",
  how: "approved",
  by: "elsewhere",
  atMs: NOW + 100,
};
const vanished: ActivityEntry = {
  kind: "device-vanished",
  deviceId: "a",
  roles: [],
  scopes: [],
  by: "elsewhere",
  atMs: NOW + 50_000,
};

test.each([
  ["what this browser approved", approved, logged("approved")],
  ["what was approved elsewhere", ended, logged("approved")],
  ["what was approved silently", ended, logged("auto-approved")],
  ["what was noticed by the next reading of the list", vanished, logged("removed")],
])("%s is told twice", (_, entry, line) => {
  expect(toldTwice([entry], [line]).get(line)).toBe(entry);
});

test.each([
  ["another device", approved, logged("approved", { deviceId: "b" })],
  ["another change", approved, logged("removed")],
  ["another time", approved, logged("approved", { atMs: NOW - 60_000 })],
  ["what the gateway refused", { ...approved, outcome: "refused" } as const, logged("approved")],
  ["what was missing before it was removed", { ...vanished, atMs: NOW - 60_000 }, logged("removed")],
])("%s is not the same", (_, entry, line) => {
  expect(toldTwice([entry], [line]).size).toBe(0);
});

test("one entry stands for one line", () => {
  expect(toldTwice([approved], [logged("approved"), logged("approved")]).size).toBe(1);
});
