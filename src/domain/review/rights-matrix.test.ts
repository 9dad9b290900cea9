import { describe, expect, it } from "vitest";

import type { PairedDevice } from "#domain/device.ts";

import { matrixCells, matrixColumns, standsOut, type UseFacts } from "./rights-matrix.ts";

const NOW = 100 * 86_400_000;
const DAY = 86_400_000;
const FACTS: UseFacts = { online: new Set(["on"]), nowMs: NOW };

const device = (change: Partial<PairedDevice>): PairedDevice => ({
  deviceId: "d",
  roles: ["operator"],
  scopes: [],
  tokens: [],
  ...change,
});

/** The state of one right, by the id of its column. */
function stateOf(one: PairedDevice, column: string, facts = FACTS) {
  const columns = matrixColumns([one]);
  const index = columns.findIndex(({ id }) => id === column);
  return matrixCells(one, columns, facts)[index]?.state ?? null;
}

const operator = (scopes: string[], times: object = {}) => ({ role: "operator", scopes, ...times });

describe("a right in the matrix", () => {
  const scopes = ["operator.write"];
  it.each<[string, Partial<PairedDevice>, string | null]>([
    ["is not there", { tokens: [operator(["operator.read"])], scopes: ["operator.read"] }, null],
    ["is approved, and no token holds it", { scopes }, "approved"],
    [
      "was held by a token that is revoked",
      { scopes, tokens: [operator(scopes, { revokedAtMs: 1 })] },
      "revoked",
    ],
    ["is held, and nobody knows since when it is unused", { scopes, tokens: [operator(scopes)] }, "held"],
    ["is held and used lately", { scopes, tokens: [operator(scopes, { lastUsedAtMs: NOW - DAY })] }, "used"],
    ["is held and unused", { scopes, tokens: [operator(scopes, { lastUsedAtMs: NOW - 40 * DAY })] }, "idle"],
    [
      "was seen later than its only token was used",
      { scopes, tokens: [operator(scopes, { lastUsedAtMs: 1 })], lastSeenAtMs: NOW - DAY },
      "used",
    ],
    [
      "is held by one of two tokens, of which being seen tells nothing",
      { scopes, tokens: [operator(scopes), { role: "node", scopes: [] }], lastSeenAtMs: NOW },
      "held",
    ],
    ["is online", { deviceId: "on", scopes, tokens: [operator(scopes, { lastUsedAtMs: 1 })] }, "used"],
    ["was never approved", { scopes: [], tokens: [operator(scopes)] }, "beyond"],
    ["is held by a node", { scopes, tokens: [{ role: "node", scopes }] }, "beyond"],
    [
      "is included in a wider one",
      { scopes: ["operator.admin"], tokens: [operator(["operator.admin"])] },
      "covered",
    ],
  ])("%s", (_what, change, state) => {
    expect(stateOf(device(change), "operator.write")).toBe(state);
  });

  it("is a role as well", () => {
    const node = { role: "node", scopes: [] };
    expect(stateOf(device({ roles: ["node"], tokens: [node] }), "node")).toBe("held");
    expect(stateOf(device({ roles: ["node"] }), "node")).toBe("approved");
    expect(stateOf(device({ roles: [], tokens: [node] }), "node")).toBe("beyond");
    expect(stateOf(device({ roles: ["node"], tokens: [{ ...node, revokedAtMs: 1 }] }), "node")).toBe(
      "revoked",
    );
  });

  it("has a shared column where it is rare, which shows what needs a look first", () => {
    const rare = device({
      roles: ["operator", "janitor"],
      scopes: ["acme.ring"],
      tokens: [operator(["acme.ring", "acme.open"])],
    });
    expect(matrixColumns([rare]).map(({ id }) => id)).toContain("other");
    expect(matrixColumns([device({})]).map(({ id }) => id)).not.toContain("other");
    const cell = matrixCells(rare, matrixColumns([rare]), FACTS).at(-1);
    expect(cell?.state).toBe("beyond");
    expect(cell?.rights).toEqual(["janitor", "acme.ring", "acme.open"]);
  });
});

it("a device stands out by what is unused or was never approved", () => {
  const columns = matrixColumns([]);
  const cellsOf = (tokens: PairedDevice["tokens"]) =>
    matrixCells(device({ scopes: ["operator.read"], tokens }), columns, FACTS);
  expect(standsOut(cellsOf([operator(["operator.read"], { lastUsedAtMs: NOW })]))).toBe(false);
  expect(standsOut(cellsOf([operator(["operator.read"], { lastUsedAtMs: 1 })]))).toBe(true);
  expect(standsOut(cellsOf([operator(["operator.admin"], { lastUsedAtMs: NOW })]))).toBe(true);
});
