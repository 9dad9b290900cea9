import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changedWords,
  compareSurfaces,
  hasAllOf,
  missingScopes,
  type NodeRequest,
  type NodeSurface,
} from "./node-request.ts";
import { compareNodeSnapshots, nodeSnapshotOf, NOTHING } from "./node-snapshot.ts";

const request: NodeRequest = {
  requestId: "r1",
  deviceId: "n1",
  displayName: "Kitchen",
  platform: "linux",
  commands: ["system.which", "system.notify"],
  capabilities: ["system"],
  permissions: [],
  requiredScopes: ["operator.pairing", "operator.write"],
  requestedAtMs: 1,
};
const approved = { nodeId: "n1", approvedAtMs: 5, ...NOTHING, commands: ["system.which", "canvas.hide"] };

const words = fc.array(fc.constantFrom("system.run", "system.which", "camera.snap", " system.run ", "", "x"));
const surface: fc.Arbitrary<NodeSurface> = fc.record({
  commands: words,
  capabilities: words,
  permissions: words,
});

describe("changedWords", () => {
  it("tells what is new, what stays, and what goes since an approval replaces what was approved", () => {
    expect(changedWords(request.commands, approved.commands)).toEqual([
      { value: "system.notify", change: "added" },
      { value: "system.which", change: "same" },
      { value: "canvas.hide", change: "dropped" },
    ]);
  });
});

describe("compareSurfaces", () => {
  it("finds nothing beyond what was shown exactly where all of it was shown", () => {
    fc.assert(
      fc.property(surface, surface, (shown, granted) => {
        const wider = compareSurfaces(shown, granted);
        expect(wider === null).toBe(hasAllOf(granted, shown));
        for (const kind of ["commands", "capabilities", "permissions"] as const) {
          const tidy = (values: readonly string[]) => values.map((value) => value.trim());
          for (const value of wider?.[kind] ?? []) {
            expect(tidy(shown[kind])).not.toContain(value);
            expect(tidy(granted[kind])).toContain(value);
          }
        }
      }),
    );
  });

  it.each(["commands", "capabilities", "permissions"] as const)("sees more %s", (kind) => {
    expect(compareSurfaces(request, { ...request, [kind]: [...request[kind], "more"] })).toMatchObject({
      [kind]: ["more"],
    });
  });
});

describe("missingScopes", () => {
  it.each([
    [["operator.admin"], []],
    [["operator.write", "operator.pairing"], []],
    [["operator.pairing"], ["operator.write"]],
    [[], ["operator.pairing", "operator.write"]],
  ])("of a session with %j are %j", (scopes, missing) => {
    expect(missingScopes(request, scopes)).toEqual(missing);
  });

  it("are none where the gateway asks for none", () => {
    expect(missingScopes({ ...request, requiredScopes: undefined }, [])).toEqual([]);
  });
});

describe("compareNodeSnapshots", () => {
  const shown = nodeSnapshotOf(request, approved);
  const differences = (change: Partial<NodeRequest>, held = approved) =>
    compareNodeSnapshots(shown, nodeSnapshotOf({ ...request, ...change }, held));

  it("takes order, repetition and the time of asking for no difference", () => {
    const commands = ["system.notify", "system.which", "system.notify"];
    expect(differences({ commands, requestedAtMs: 99 })).toEqual([]);
  });

  it("sees a command more", () => {
    expect(differences({ commands: [...request.commands, "system.run"] })).toMatchObject([
      { kind: "commands", added: ["system.run"], removed: [] },
    ]);
  });

  it("sees what was approved meanwhile, and another description", () => {
    expect(
      differences({ remoteIp: "203.0.113.9" }, { ...approved, commands: ["system.which"] }),
    ).toMatchObject([
      { kind: "held-commands", removed: ["canvas.hide"] },
      { kind: "description", field: "remoteIp", before: null, after: "203.0.113.9" },
    ]);
  });

  it("calls a request gone that has another id, or is not there", () => {
    expect(differences({ requestId: "r2" })).toEqual([{ kind: "gone" }]);
    expect(compareNodeSnapshots(shown, undefined)).toEqual([{ kind: "gone" }]);
  });
});
