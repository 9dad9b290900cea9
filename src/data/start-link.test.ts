import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takeStartLink } from "./start-link.ts";

/** Opens the page at `address`, as a browser would. `shown` is null where the address was not replaced. */
function open(address: string) {
  const state = { kept: true };
  let shown: string | null = null;
  const link = takeStartLink(new URL(address), {
    state,
    replaceState(newState: unknown, _unused: string, replacement?: string | URL | null) {
      const replaced = new URL(replacement ?? "", address);
      // A browser refuses to show an address of another origin.
      if (replaced.origin !== new URL(address).origin) throw new DOMException("", "SecurityError");
      expect(newState).toBe(state);
      shown = replaced.href;
    },
  });
  return { link, shown };
}

const PAGE = "https://panel.example/app/";
const NOTHING = { gatewayUrl: null, token: null, bootstrapToken: null, problem: null };

describe("takeStartLink", () => {
  it.each([
    ["?gatewayUrl=ws%3A%2F%2Fnas%3A18789", "ws://nas:18789", null, "#/"],
    ["#/connect?gatewayUrl=ws%3A%2F%2Fnas%3A18789", "ws://nas:18789", null, "#/connect"],
    ["#gatewayUrl=ws%3A%2F%2Fnas%3A18789", "ws://nas:18789", null, "#/"],
    ["?gatewayUrl=gw.example.com#/connect", "wss://gw.example.com", null, "#/connect"],
    ["?gatewayUrl=wss://a.example#/connect?gatewayUrl=wss://b.example", "wss://a.example", null, "#/connect"],
    ["#token=s3cret", null, "s3cret", "#/"],
    ["#?token=s3cret", null, "s3cret", "#/"],
    ["#&token=s3cret", null, "s3cret", "#/"],
    ["##token=s3cret", null, "s3cret", "#/"],
    ["#connect?token=s3cret", null, "s3cret", "#/"],
    ["#/connect&token=s3cret", null, "s3cret", "#/connect"],
    ["#/connect?token=s3cret&tab=tokens", null, "s3cret", "#/connect?tab=tokens"],
    ["#token=s%2B3%3Dcret", null, "s+3=cret", "#/"],
    ["?gatewayUrl=wss://gw.example.com#token=s3cret", "wss://gw.example.com", "s3cret", "#/"],
    ["?gatewayUrl=wss://gw.example.com%23token%3Ds3cret", "wss://gw.example.com", "s3cret", "#/"],
    ["?gatewayUrl=wss://gw.example.com%23token%3Dinner#token=outer", "wss://gw.example.com", "outer", "#/"],
    ["?theme=dark&token=s3cret#/connect", null, null, "?theme=dark#/connect"],
    ["#token=", null, null, "#/"],
  ])("%s names the gateway %j and the token %j, and leaves %j", (asked, gatewayUrl, token, rest) => {
    expect(open(PAGE + asked)).toEqual({
      link: { ...NOTHING, gatewayUrl, token },
      shown: PAGE + rest,
    });
  });

  it.each([
    "",
    "#",
    "#/",
    "#/devices/abc",
    "#/devices?sort=name",
    "#/devices?token=revoked",
    "?gatewayUrl=ws://nas#/devices",
    "?theme=dark#/devices",
    "#some-anchor",
    "#a=1",
    "?x=%zz#/%zz",
  ])("leaves an address with nothing of ours as it is: %j", (asked) => {
    expect(open(PAGE + asked)).toEqual({ link: NOTHING, shown: null });
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ws://user:pass@gw.example.com",
    "ws://",
    "",
  ])("refuses the gateway %j, says why, and drops the token that came for it", (gatewayUrl) => {
    const { link, shown } = open(`${PAGE}?gatewayUrl=${encodeURIComponent(gatewayUrl)}#token=s3cret`);
    expect(link).toMatchObject({ gatewayUrl: null, token: null });
    expect(link.problem?.title).toMatch(/./);
    expect(link.problem?.sentence).toMatch(/./);
    expect(shown).toBe(`${PAGE}#/`);
  });

  it("takes a one-time link for the gateway that it names", () => {
    const owner = "#bootstrapToken=0nce&bootstrapProfile=owner";
    expect(open(`${PAGE}${owner}&gatewayUrl=ws%3A%2F%2Fnas%3A18789`)).toEqual({
      link: { ...NOTHING, gatewayUrl: "ws://nas:18789", bootstrapToken: "0nce" },
      shown: `${PAGE}#/`,
    });
    for (const other of [owner, "#bootstrapToken=0nce&gatewayUrl=ws%3A%2F%2Fnas%3A18789"]) {
      const { link, shown } = open(PAGE + other);
      expect(link).toEqual({ ...NOTHING, problem: link.problem });
      expect(link.problem?.sentence).toContain("openclaw dashboard");
      expect(shown).toBe(`${PAGE}#/`);
    }
  });

  it("knows whether the page itself came by https", () => {
    expect(open(`https://panel.example/?gatewayUrl=nas`).link.gatewayUrl).toBe("wss://nas");
    expect(open(`http://panel.example/?gatewayUrl=nas`).link.gatewayUrl).toBe("ws://nas:18789");
  });

  it.each(["https://panel.example//", "https://panel.example//evil.example/x", "https://panel.example/a//b"])(
    "stays on its own origin, and takes the token out, at %s",
    (page) =>
      expect(open(`${page}#token=s3cret`)).toMatchObject({ shown: `${page}#/`, link: { token: "s3cret" } }),
  );

  it("leaves no secret in the address, and everything that is not ours", () => {
    const secrets = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/).map((text) => `s3cret${text}`);
    const gateways = fc.constantFrom("ws://nas:18789", "https://gw.example.com/base", "nas", "javascript:x");
    const routes = fc.constantFrom("", "/", "/connect");
    const foreign = fc.dictionary(
      fc.constantFrom("a", "theme", "sort"),
      fc.stringMatching(/^[\w %&=#?/]{0,8}$/),
    );
    const places = fc.subarray(["search", "hash", "gateway-hash", "gateway-search"] as const, {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        fc.record({
          secret: secrets,
          gateway: gateways,
          route: routes,
          before: foreign,
          inside: foreign,
          places,
        }),
        fc.boolean(),
        ({ secret, gateway, route, before, inside, places: chosen }, isGatewayInside) => {
          const search = new URLSearchParams(before);
          const parameters = new URLSearchParams(inside);
          const fragment = chosen.includes("gateway-hash") ? `#token=${secret}` : "";
          const query = chosen.includes("gateway-search") ? `?token=${secret}` : "";
          if (fragment || query) {
            (isGatewayInside ? parameters : search).set("gatewayUrl", gateway + query + fragment);
          }
          if (chosen.includes("search")) search.set("token", secret);
          if (chosen.includes("hash")) parameters.append("token", secret);
          const separator = route === "" || parameters.size === 0 ? "" : "?";
          const { link, shown } = open(`${PAGE}?${search}#${route}${separator}${parameters}`);

          expect(shown).not.toBeNull();
          const left = new URL(shown ?? "");
          expect(left.href).not.toContain(secret);
          expect(left.href).not.toContain("gatewayUrl");
          expect(Object.fromEntries(left.searchParams)).toEqual(before);
          const [leftRoute, leftParameters] = left.hash.slice(1).split("?", 2);
          expect(leftRoute).toBe(route === "" ? "/" : route);
          expect(Object.fromEntries(new URLSearchParams(leftParameters))).toEqual(inside);
          const isRefused = gateway.startsWith("javascript:") && fragment + query !== "";
          expect(link.problem !== null).toBe(isRefused);
          const isTaken = chosen.includes("hash") || fragment + query !== "";
          expect(link.token).toBe(isTaken && !isRefused ? secret : null);
          expect(link.gatewayUrl ?? "").not.toContain(secret);
        },
      ),
      { numRuns: 500 },
    );
  });
});
