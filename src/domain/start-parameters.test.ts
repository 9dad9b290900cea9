import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APPROVALS, PRESENCES, TOKENS, writeView, type DeviceView } from "./device-view.ts";
import { TIERS } from "./risk.ts";
import { SORT_KEYS } from "./device-order.ts";
import { readStartParameters, withoutStartParameters } from "./start-parameters.ts";

const PAGE = "https://panel.example/app/";
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary);
const hostile = fc.constantFrom(
  "token",
  "token=x",
  "#token=x",
  "&gatewayUrl=ws://x",
  "bootstrapToken",
  "/connect",
);
const word = fc.oneof(fc.stringMatching(/^[\w.:-]{1,64}$/), hostile);

const views: fc.Arbitrary<DeviceView> = fc.record({
  search: fc.oneof(fc.string(), hostile),
  role: maybe(word),
  scope: maybe(word),
  risk: maybe(fc.constantFrom(...TIERS)),
  presence: maybe(fc.constantFrom(...PRESENCES)),
  staleDays: maybe(fc.integer({ min: 1, max: 3650 })),
  token: maybe(fc.constantFrom(...TOKENS)),
  approvedVia: maybe(fc.constantFrom(...APPROVALS)),
  isSameDevice: fc.boolean(),
  sort: maybe(fc.constantFrom(...SORT_KEYS)),
  isDescending: fc.boolean(),
});
/** What pages/activity-page.tsx writes. */
const activityViews = fc
  .record({ show: word, q: fc.oneof(fc.string(), hostile) })
  .map((view) => new URLSearchParams(view));

const isStartLink = (address: string) => readStartParameters(new URL(address, PAGE)) !== null;

describe("readStartParameters", () => {
  it("takes no view of the devices or of the record for a start link", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc
            .tuple(views, fc.constantFrom("/devices", "/devices/c9a4fe15"))
            .map(([view, route]) => `${route}?${writeView(new URLSearchParams(), view)}`),
          activityViews.map((view) => `/activity?${view}`),
        ),
        (view) => {
          expect(isStartLink(`#${view}`)).toBe(false);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("shares no name with a view, so that a filter is none in a route-less address either", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(isStartLink(`#${writeView(new URLSearchParams(), view)}`)).toBe(false);
      }),
    );
  });

  it.each([
    "#/devices?token=revoked",
    "#devices?token=revoked",
    "#/activity?gatewayUrl=ws://x",
    "#/settings&bootstrapToken=x",
    "?gatewayUrl=ws://x#/devices",
    "?token=x#/devices",
    "#some-anchor?token=x",
    "#/connect/more?token=x",
    "#/connect?review=x",
    "",
  ])("takes nothing from %j", (address) => expect(isStartLink(address)).toBe(false));

  it("takes the whole one-time link of a dashboard", () => {
    const link = new URL(
      `${PAGE}#bootstrapToken=0nce&bootstrapProfile=owner&gatewayUrl=ws%3A%2F%2Fgw%3A18789`,
    );
    expect(readStartParameters(link)).toEqual({
      gatewayUrl: "ws://gw:18789",
      token: null,
      bootstrapToken: "0nce",
      isOtherBootstrap: false,
    });
    expect(withoutStartParameters(link).href).toBe(`${PAGE}#/`);
  });

  it("knows a one-time token that makes nobody an administrator", () => {
    expect(readStartParameters(new URL(`${PAGE}#bootstrapToken=x`))).toMatchObject({
      bootstrapToken: null,
      isOtherBootstrap: true,
    });
  });
});
