import { describe, expect, test } from "vitest";
import { diffOf, patchOf, planOf, toOrigin, type DoorChange } from "./change.ts";
import { effectsOf, lockoutOf } from "./lockout.ts";
import { door } from "./test-support/door.ts";

const HERE = "https://panel.example.com";

function plan(change: DoorChange, settings: Parameters<typeof door>[0] = {}) {
  return planOf(change, door(settings));
}

describe("planOf", () => {
  test("an origin is added behind those that are there", () => {
    const allowedOrigins = ["https://a.example", "https://b.example"];
    expect(plan({ kind: "allow-origin", origin: HERE }, { allowedOrigins })?.after).toEqual([
      ...allowedOrigins,
      HERE,
    ]);
    expect(plan({ kind: "allow-origin", origin: HERE }, { allowedOrigins: undefined })?.after).toEqual([
      HERE,
    ]);
  });

  test("an origin that is there already is not added again, however it is written", () => {
    expect(
      plan({ kind: "allow-origin", origin: HERE }, { allowedOrigins: [` ${HERE.toUpperCase()} `] }),
    ).toBeNull();
  });

  test("one origin is removed, and nothing else", () => {
    const allowedOrigins = ["https://a.example", HERE, "https://b.example"];
    expect(plan({ kind: "remove-origin", origin: HERE }, { allowedOrigins })?.after).toEqual([
      "https://a.example",
      "https://b.example",
    ]);
    expect(plan({ kind: "remove-origin", origin: "https://c.example" }, { allowedOrigins })).toBeNull();
  });

  test("an automatic approval is switched off once", () => {
    expect(plan({ kind: "close-way", way: "local" })).toMatchObject({ before: undefined, after: false });
    expect(plan({ kind: "close-way", way: "local" }, { autoApproveLocal: false })).toBeNull();
    expect(plan({ kind: "close-way", way: "networks" })).toBeNull();
    expect(plan({ kind: "close-way", way: "networks" }, { autoApproveCidrs: ["10.0.0.0/8"] })?.after).toEqual(
      [],
    );
    expect(plan({ kind: "close-way", way: "ssh" }, { sshVerify: { user: "me" } })?.before).toEqual({
      user: "me",
    });
    expect(plan({ kind: "close-way", way: "proxy" })).toBeNull();
  });

  test("a limit is set where there is none, and never replaced", () => {
    expect(plan({ kind: "set-limit" })?.after).toEqual({
      maxAttempts: 10,
      windowMs: 60_000,
      lockoutMs: 300_000,
    });
    expect(plan({ kind: "set-limit" }, { limit: { maxAttempts: 3 } })).toBeNull();
  });
});

describe("patchOf", () => {
  test("holds the one setting, and the whole list", () => {
    const added = planOf(
      { kind: "allow-origin", origin: HERE },
      door({ allowedOrigins: ["https://a.example"] }),
    );
    expect(added && patchOf(added, 4)).toEqual({
      raw: `{"gateway":{"controlUi":{"allowedOrigins":["https://a.example","${HERE}"]}}}`,
    });
  });

  test("names the lists that lose entries, for gateways that want that", () => {
    const removed = planOf({ kind: "remove-origin", origin: HERE }, door());
    expect(removed && patchOf(removed, 4)).toMatchObject({
      replacePaths: ["gateway.controlUi.allowedOrigins"],
    });
    expect(removed && patchOf(removed, 3)).not.toHaveProperty("replacePaths");
    const ssh = planOf({ kind: "close-way", way: "ssh" }, door({ sshVerify: { cidrs: ["10.0.0.0/8"] } }));
    expect(ssh && patchOf(ssh, 4)).toMatchObject({ replacePaths: ["gateway.nodes.pairing.sshVerify.cidrs"] });
  });
});

test("the difference is shown entry by entry", () => {
  const added = planOf({ kind: "allow-origin", origin: "https://b.example" }, door());
  expect(added && diffOf(added)).toEqual([
    { sign: "same", text: HERE },
    { sign: "added", text: "https://b.example" },
  ]);
  const closed = planOf({ kind: "close-way", way: "local" }, door());
  expect(closed && diffOf(closed)).toEqual([
    { sign: "removed", text: "not set" },
    { sign: "added", text: "false" },
  ]);
});

test.each([
  ["https://Panel.example.com/devices?q=1#x", HERE],
  ["  http://10.0.0.5:4173/ ", "http://10.0.0.5:4173"],
  ["panel.example.com", null],
  ["*", null],
  ["ws://127.0.0.1:18789", null],
  ["javascript:alert(1)", null],
])("an address as a person writes it becomes an origin: %s", (typed, origin) => {
  expect(toOrigin(typed)).toBe(origin);
});

describe("lockoutOf", () => {
  const page = { origin: HERE, gatewayUrl: "wss://gateway.example.com" };
  const remove = (origin: string, allowedOrigins: readonly string[], from = page) =>
    lockoutOf({ kind: "remove-origin", origin }, door({ allowedOrigins }), from);

  test("only what lets this page in can lock it out", () => {
    expect(remove(HERE, [HERE])).toContain("locked out");
    expect(remove("https://a.example", [HERE, "https://a.example"])).toBeNull();
    expect(remove(HERE, [HERE, "*"])).toBeNull();
    expect(remove("*", ["*"])).toContain("locked out");
    expect(remove("*", ["*", HERE])).toBeNull();
    expect(lockoutOf({ kind: "close-way", way: "local" }, door(), page)).toBeNull();
  });

  test("a page on the gateway's own machine is warned more mildly", () => {
    const local = { origin: "http://127.0.0.1:4173", gatewayUrl: "ws://localhost:18789" };
    expect(remove(local.origin, [local.origin], local)).toContain("still let in");
  });
});

test("every change says what follows", () => {
  const changes: readonly DoorChange[] = [
    { kind: "allow-origin", origin: HERE },
    { kind: "remove-origin", origin: HERE },
    { kind: "close-way", way: "local" },
    { kind: "close-way", way: "ssh" },
    { kind: "set-limit" },
  ];
  for (const change of changes)
    for (const protocol of [3, 4]) expect(effectsOf(change, protocol)).not.toEqual([]);
});
