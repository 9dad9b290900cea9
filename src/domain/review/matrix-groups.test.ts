import { expect, it } from "vitest";

import type { PairedDevice } from "#domain/device.ts";
import { findSameDevices } from "#domain/same-device.ts";

import { groupDevices, type Grouping } from "./matrix-groups.ts";

const make = (deviceId: string, change: Partial<PairedDevice>): PairedDevice => ({
  deviceId,
  displayName: deviceId,
  roles: ["operator"],
  scopes: [],
  tokens: [],
  ...change,
});
const phone = { clientId: "openclaw-ios", clientMode: "ui", platform: "ios", displayName: "iPhone" };
const DEVICES = [
  make("reader", { scopes: ["operator.read"], clientId: "cli" }),
  make("admin", { scopes: ["operator.admin", "operator.read"], clientId: "cli" }),
  make("b-node", { roles: ["node"], clientId: "node-host" }),
  make("a-node", { roles: ["node"], clientId: "node-host" }),
  make("phone 1", phone),
  make("phone 2", phone),
];

it.each<[Grouping, [string, string[]][]]>([
  [
    "risk",
    [
      ["Administrator", ["admin"]],
      ["Runs commands here", ["a-node", "b-node"]],
      ["Reads", ["reader"]],
      ["No rights", ["phone 1", "phone 2"]],
    ],
  ],
  [
    "kind",
    [
      ["Phones", ["phone 1", "phone 2"]],
      ["Command lines", ["admin", "reader"]],
      ["Nodes", ["a-node", "b-node"]],
    ],
  ],
  [
    "same",
    [
      ["Probably the same device", ["phone 1", "phone 2"]],
      ["Paired once", ["a-node", "admin", "b-node", "reader"]],
    ],
  ],
])("groups devices by %s, by name in each", (by, expected) => {
  const groups = groupDevices(DEVICES, by, findSameDevices(DEVICES));
  expect(groups.map(({ label, devices }) => [label, devices.map(({ deviceId }) => deviceId)])).toEqual(
    expected,
  );
});
