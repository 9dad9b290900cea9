import { expect, test } from "vitest";
import type { PairedDevice } from "#domain/device.ts";
import type { LoggedChange } from "#domain/gateway-log/changes.ts";
import { WAY_PATHS } from "./change.ts";
import { door } from "./test-support/door.ts";
import { arrivalsOf, waysIn } from "./ways.ts";

const NOTHING_MISSING = { protocol: 4, missingPaths: new Set<string>() };

function open(ways: ReturnType<typeof waysIn>): readonly string[] {
  return ways.flatMap(({ id, isOpen, closing }) => (isOpen ? `${id}${closing ? " can be closed" : ""}` : []));
}

test("what is not set has the gateway's default", () => {
  expect(open(waysIn(door(), NOTHING_MISSING))).toEqual([
    "local can be closed",
    "ssh can be closed",
    "setup-codes",
  ]);
});

test("what is switched off is closed, what is named is open", () => {
  const facts = door({
    autoApproveLocal: false,
    sshVerify: false,
    autoApproveCidrs: ["10.0.0.0/24"],
    proxySignIn: {
      userHeader: "x",
      allowUsers: [],
      allowLoopback: false,
      autoApproves: true,
      autoApprovedScopes: [],
    },
  });
  const ways = waysIn(facts, NOTHING_MISSING);
  expect(open(ways)).toEqual(["networks can be closed", "proxy can be closed", "setup-codes"]);
  expect(ways.find(({ id }) => id === "networks")?.detail).toContain("10.0.0.0/24");
});

test("old gateways always approve what is local, and have nothing to switch off", () => {
  const ways = waysIn(door({ autoApproveLocal: undefined }), { protocol: 3, missingPaths: new Set() });
  expect(open(ways)).toEqual(["local", "setup-codes"]);
});

test("a setting that a gateway does not have is not shown", () => {
  const ways = waysIn(door(), { protocol: 4, missingPaths: new Set([WAY_PATHS.ssh, WAY_PATHS.local]) });
  expect(ways.map(({ id }) => id)).toEqual(["local", "networks", "proxy", "setup-codes"]);
  expect(ways[0]?.closing).toBeNull();
});

function paired(deviceId: string, approvedVia?: string): PairedDevice {
  return { deviceId, roles: [], scopes: [], tokens: [], approvedVia };
}

function logged(deviceId: string, what: LoggedChange["what"] = "auto-approved") {
  return { id: -1, atMs: 0, what, deviceId, role: undefined };
}

test("devices are counted by the way that the list has; the log adds those that it does not account for", () => {
  const { byWay, unassigned } = arrivalsOf(
    [
      paired("a", "silent"),
      paired("b", "silent"),
      paired("c", "ssh-verified"),
      paired("d", "owner"),
      paired("e"),
    ],
    [logged("a"), logged("d"), logged("e"), logged("gone"), logged("gone"), logged("f", "approved")],
  );
  expect([...byWay].map(([way, devices]) => [way, devices.length])).toEqual([
    ["local", 2],
    ["ssh", 1],
  ]);
  expect(unassigned).toBe(2);
});
