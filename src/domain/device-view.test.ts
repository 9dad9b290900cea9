import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { DeviceToken, PairedDevice } from "./device.ts";
import { SORT_KEYS } from "./device-order.ts";
import {
  applyView,
  APPROVALS,
  isStale,
  PRESENCES,
  readView,
  TOKENS,
  writeView,
  type DeviceView,
  type ViewFacts,
} from "./device-view.ts";
import { fingerprintWords } from "./fingerprint-words.ts";
import { TIERS } from "./risk.ts";
import { findSameDevices } from "./same-device.ts";
import { countSavedView, isSavedViewOn, SAVED_VIEWS } from "./saved-views.ts";

const DAY_MS = 86_400_000;
const NOW_MS = 1_000 * DAY_MS;

const make = (deviceId: string, change: Partial<PairedDevice> = {}): PairedDevice => ({
  deviceId,
  displayName: deviceId,
  roles: ["operator"],
  scopes: ["operator.read"],
  tokens: [],
  ...change,
});
const token = (change: Partial<DeviceToken> = {}): DeviceToken => ({
  role: "operator",
  scopes: [],
  ...change,
});

/** The ids that an address shows, in its order. */
function show(address: string, devices: readonly PairedDevice[], facts: Partial<ViewFacts> = {}): string {
  const all = {
    online: null,
    nowMs: NOW_MS,
    thisDeviceId: null,
    sameDevices: findSameDevices(devices),
    wordsOf: fingerprintWords,
    ...facts,
  };
  const shown = applyView(devices, readView(new URLSearchParams(address)), all);
  return shown.map(({ deviceId }) => deviceId).join(" ");
}

describe("the address", () => {
  it("drops what makes no sense", () => {
    const bad = "risk=all&presence=maybe&stale=0&tokens=x&via=me&same=yes&sort=-size&role=<b>&scope=";
    expect(readView(new URLSearchParams(bad))).toEqual(readView(new URLSearchParams()));
    for (const stale of ["-1", "1.5", "99999", "3651", "1e2", "x"]) {
      expect(readView(new URLSearchParams({ stale })).staleDays).toBe(null);
    }
  });

  it("takes 30 days where it names none", () => {
    expect(readView(new URLSearchParams("stale=")).staleDays).toBe(30);
    expect(readView(new URLSearchParams("stale=7")).staleDays).toBe(7);
  });

  it("keeps what belongs to others, and leaves no trace of an empty view", () => {
    const written = writeView(
      new URLSearchParams("review=r1&q=old&sort=-seen"),
      readView(new URLSearchParams()),
    );
    expect(String(written)).toBe("review=r1");
  });

  it("is read back as it was written", () => {
    const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
    const word = fc.stringMatching(/^[a-z.-]{1,20}$/);
    const views: fc.Arbitrary<DeviceView> = fc
      .record({
        search: fc.string({ unit: "grapheme", maxLength: 20 }),
        role: maybe(word),
        scope: maybe(word),
        risk: maybe(fc.constantFrom(...TIERS)),
        presence: maybe(fc.constantFrom(...PRESENCES)),
        staleDays: maybe(fc.integer({ min: 1, max: 3_650 })),
        token: maybe(fc.constantFrom(...TOKENS)),
        approvedVia: maybe(fc.constantFrom(...APPROVALS)),
        isSameDevice: fc.boolean(),
        sort: maybe(fc.constantFrom(...SORT_KEYS)),
        isDescending: fc.boolean(),
      })
      .filter(({ sort, isDescending }) => sort !== null || !isDescending);
    fc.assert(
      fc.property(views, (view) => {
        const address = String(writeView(new URLSearchParams("review=1"), view));
        expect(readView(new URLSearchParams(address))).toEqual(view);
      }),
    );
  });
});

describe("filters", () => {
  it("find text in names, ids, clients, addresses and rights, whatever the case, and words by their beginning", () => {
    const id = "c9a4fe15".padEnd(64, "0");
    const device = make(id, {
      displayName: "A\u200bda’s PHONE",
      operatorLabel: "Hall",
      clientId: "openclaw-ios",
      remoteIp: "203.0.113.7",
    });
    const searches = ["ada’s phone", "HALL", " c9a4fe15 ", "ios app", "203.0.113", "operator.read", "abandon-abandon-"]; // prettier-ignore
    for (const q of searches) expect([q, show(`q=${q}`, [device])]).toEqual([q, id]);
    expect(show("q=xyz", [device])).toBe("");
  });

  it("by role, scope and risk", () => {
    const devices = [make("a", { scopes: ["operator.admin"] }), make("b", { roles: ["node"], scopes: [] })];
    expect(show("risk=administrator", devices)).toBe("a");
    expect(show("role=node", devices)).toBe("b");
    expect(show("scope=operator.admin", devices)).toBe("a");
  });

  it("by presence, where it is known", () => {
    const devices = [make("said", { connected: true }), make("seen"), make("away", { connected: false })];
    const online = new Set(["seen", "away"]);
    expect(show("presence=online", devices, { online })).toBe("said seen");
    expect(show("presence=offline", devices, { online })).toBe("away");
    expect(show("presence=online", devices)).toBe("said");
    expect(show("presence=offline", devices)).toBe("away");
  });

  it("by days without a sign of life; neither the unknown nor the present are stale", () => {
    const ago = (days: number) => NOW_MS - days * DAY_MS;
    const devices = [
      make("old", { lastSeenAtMs: ago(30) }),
      make("used", { tokens: [token({ lastUsedAtMs: ago(40) }), token({ lastUsedAtMs: ago(31) })] }),
      make("fresh", { lastSeenAtMs: ago(29) }),
      make("unknown"),
      make("here", { lastSeenAtMs: ago(90), connected: true }),
    ];
    expect(show("stale=", devices)).toBe("old used");
    expect(show("stale=35", devices)).toBe("");
    expect(devices.map((device) => isStale(device, { online: null, nowMs: NOW_MS }))).toEqual([true, true, false, false, false]); // prettier-ignore
  });

  it("by token", () => {
    const devices = [
      make("none"),
      make("gone", { tokens: [token({ revokedAtMs: 1 })] }),
      make("half", { tokens: [token({ revokedAtMs: 1 }), token({ role: "node" })] }),
    ];
    expect(show("tokens=none", devices)).toBe("none");
    expect(show("tokens=revoked", devices)).toBe("gone");
    expect(show("tokens=active", devices)).toBe("half");
  });

  it("by how it was approved; what the gateway does not say counts for nothing", () => {
    const vias = ["silent", "ssh-verified", "owner", undefined];
    const devices = vias.map((approvedVia) => make(approvedVia ?? "unknown", { approvedVia }));
    expect(show("via=auto", devices)).toBe("silent ssh-verified");
    expect(show("via=owner", devices)).toBe("owner");
  });
});

describe("order", () => {
  it("is this browser, then the newest approval, and that among equals", () => {
    const devices = [
      make("old", { approvedAtMs: 1 }),
      make("me"),
      make("new", { approvedAtMs: 9 }),
      make("x"),
    ];
    expect(show("", devices, { thisDeviceId: "me" })).toBe("me new old x");
    expect(show("sort=token", devices, { thisDeviceId: "me" })).toBe("me new old x");
  });

  it("by name takes numbers for numbers, and neither case nor accents", () => {
    const devices = ["Ada 10", "ada 9", "Ünal", "Zoe", "uma"].map((name) => make(name));
    expect(show("sort=device", devices)).toBe("ada 9 Ada 10 uma Ünal Zoe");
    expect(show("sort=-device", devices)).toBe("Zoe Ünal uma Ada 10 ada 9");
  });

  it("puts the unknown last both ways, and presence does not matter", () => {
    const devices = [make("u", { connected: true }), make("b", { lastSeenAtMs: 2 }), make("a", { lastSeenAtMs: 1 })]; // prettier-ignore
    expect(show("sort=seen", devices)).toBe("a b u");
    expect(show("sort=-seen", devices)).toBe("b a u");
    expect(show("sort=approved", [make("u"), make("a", { approvedAtMs: 3 })])).toBe("a u");
  });

  it("by access and token puts the most powerful on top", () => {
    const devices = [
      make("reads"),
      make("admin", { scopes: ["operator.admin"], tokens: [token({ revokedAtMs: 1 })] }),
      make("node", { roles: ["node"], tokens: [token()] }),
    ];
    expect(show("sort=-access", devices)).toBe("admin node reads");
    expect(show("sort=-token", devices)).toBe("node admin reads");
  });

  it("keeps groups together", () => {
    const twin = { displayName: "x", clientId: "cli", clientMode: "cli", platform: "linux" };
    const devices = [
      make("a1", { ...twin, approvedAtMs: 1 }),
      make("b1", { ...twin, displayName: "y", approvedAtMs: 2 }),
      make("a2", { ...twin, approvedAtMs: 3 }),
      make("b2", { ...twin, displayName: "y", approvedAtMs: 4 }),
      make("alone"),
    ];
    expect(show("same=1", devices)).toBe("a2 a1 b2 b1");
  });
});

describe("saved views", () => {
  const facts = { online: null, nowMs: NOW_MS, thisDeviceId: null, sameDevices: new Map(), wordsOf: null };
  const counts = (devices: readonly PairedDevice[]) =>
    SAVED_VIEWS.map((saved) => countSavedView(saved, devices, facts));

  it("count what they would show", () => {
    const devices = [
      make("a", { scopes: ["operator.admin"], approvedVia: "silent", lastSeenAtMs: 0 }),
      make("b", { tokens: [token({ revokedAtMs: 1 })] }),
    ];
    expect(counts(devices)).toEqual([1, 1, 1, 1, 0]);
  });

  it("claim no number where the gateway does not tell", () => {
    expect(counts([make("a")])).toEqual([0, null, null, 0, 0]);
  });

  it("are on when their filters are set, also beside others", () => {
    const on = (address: string) =>
      SAVED_VIEWS.filter((saved) => isSavedViewOn(saved, readView(new URLSearchParams(address)))).length;
    expect([on(""), on("stale=30"), on("stale=31"), on("stale=30&tokens=revoked&q=x")]).toEqual([0, 1, 0, 2]);
  });
});
