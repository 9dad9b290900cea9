import { ConnectErrorDetailCodes } from "@openclaw/gateway-client/browser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyWord, INHERITED_NAMES } from "#lib/test-support/inherited-names.ts";
import type { TroubleshootFacts } from "./troubleshoot-facts.ts";
import type { Finding } from "./finding.ts";
import { findingForCode, findingForFailure, findingForRequest, findingsFor } from "./findings.ts";
import {
  NOW,
  facts,
  attempt,
  failure,
  failed,
  session,
  unanswered,
  unopened,
  httpsPage,
  lanPage,
  wss,
  lan,
  CASES,
} from "./test-support/fact-sets.ts";

const CODES = Object.values(ConnectErrorDetailCodes);

const stepText = ({ steps }: Finding): string => JSON.stringify(steps);
const actionsOf = ({ steps }: Finding) =>
  steps.flatMap((step) => (step.kind === "action" ? step.action : []));
const first = (given: TroubleshootFacts): Finding | undefined => findingsFor(given)[0];

const NEVER = /\\?"\*\\?"|'\*'|--latest|dangerously|allowInsecure|disableDeviceAuth/i;
const NEW_SHARED_TOKEN = /generate-gateway-token|auth-token|new (?:shared|gateway)|gateway\.auth\.token/i;

/** What the finding must not advise: what cannot help, and what harms. */
function forbiddenIn({ id, code }: Finding): readonly RegExp[] {
  if (id === "AUTH_SCOPE_MISMATCH") return [NEVER, /rotat/i];
  const isStale = code === "AUTH_DEVICE_TOKEN_MISMATCH" || id === "stale-device-token";
  return isStale ? [NEVER, NEW_SHARED_TOKEN] : [NEVER];
}

function expectHarmless(finding: Finding): void {
  for (const forbidden of forbiddenIn(finding)) expect(stepText(finding)).not.toMatch(forbidden);
}

describe("findingsFor", () => {
  it.each(CASES)("%s", (_, given, id) => {
    const findings = findingsFor(given);
    expect(findings[0]?.id).toBe(id);
    for (const finding of findings) expectHarmless(finding);
    expect(new Set(findings.map((finding) => finding.id)).size).toBe(findings.length);
  });

  it.each(CASES)("is ordered by certainty: %s", (_, given) => {
    const order = findingsFor(given).map(({ certainty }) => ["sure", "likely", "guess"].indexOf(certainty));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it("calls what a browser cannot know a guess", () => {
    const certainties = findingsFor(failed(unopened, { probe: "no-answer", target: wss })).map(
      ({ id, certainty }) => `${id}: ${certainty}`,
    );
    expect(certainties).toEqual(["nothing-listens: likely", "certificate: guess"]);
    expect(first(failed(unopened))).toMatchObject({ certainty: "guess" });
    expect(first(failed(unanswered))).toMatchObject({ certainty: "guess" });
    const silent = first(failed(unanswered, { probe: "no-answer" }));
    expect(silent).toMatchObject({ id: "not-opened", certainty: "likely" });
    expect(silent?.evidence.join(" ")).not.toContain("gateway said");
  });

  it("knows that an old gateway calls a narrow token stale", () => {
    const given = failed(
      { code: "AUTH_DEVICE_TOKEN_MISMATCH" },
      {
        stored: { ...facts({}).stored, deviceTokenScopes: ["operator.read"] },
        session: { ...session, protocol: 3 },
      },
    );
    expect(findingsFor(given).map(({ id }) => id)).toEqual([
      "AUTH_DEVICE_TOKEN_MISMATCH",
      "token-too-narrow",
    ]);
  });

  it("forgets the stale token first, and asks for nothing that is there already", () => {
    const stale = (stored: Partial<TroubleshootFacts["stored"]>) =>
      first(
        failed(
          { code: "AUTH_DEVICE_TOKEN_MISMATCH" },
          { stored: { ...facts({}).stored, ...stored } },
          { credential: "device-token" },
        ),
      );
    const both = stale({ deviceTokenScopes: [] });
    expect(both && actionsOf(both).slice(0, 2)).toEqual(["forget-device-token", "retry"]);
    const none = stale({ hasSharedToken: false });
    expect(none && actionsOf(none)).toEqual(["try-token", "open-connect"]);
  });

  it("allows exactly the page’s origin", () => {
    const found = first(failed({ code: "CONTROL_UI_ORIGIN_NOT_ALLOWED" }));
    expect(found && stepText(found)).toContain("allowedOrigins[N]' http://127.0.0.1:4173");
    expect(found?.evidence.join(" ")).toContain("http://127.0.0.1:4173");
  });

  it.each([
    [290_000, 290_000],
    [null, 300_000],
  ])("tells how long to wait: %s", (retryAfterMs, waitMs) => {
    expect(first(failed({ code: "AUTH_RATE_LIMITED", retryAfterMs }))?.steps).toContainEqual(
      expect.objectContaining({ action: "wait-out-rate-limit", untilMs: NOW + waitMs }),
    );
  });

  it("says what the page did by itself, since it was last signed in", () => {
    const mismatch = failure({ code: "AUTH_DEVICE_TOKEN_MISMATCH" });
    const lost = failure({ closeCode: 1006, phase: "connected" });
    const given = facts({
      attempts: [
        attempt({ failure: mismatch, followUp: "retry-with-device-token" }),
        attempt({ phases: [{ phase: "connected", atMs: NOW }], failure: lost, followUp: "retry" }),
        attempt({ failure: failure(unopened), followUp: "retry" }),
        attempt({ failure: mismatch, followUp: "retry-with-shared-credentials" }),
        attempt({ failure: failure({ code: "AUTH_TOKEN_MISMATCH" }), followUp: "stop" }),
      ],
    });
    expect(first(given)?.alreadyTried).toEqual([
      "Tried again by itself, 2 times.",
      "Dropped the refused device token, and tried once more with the shared token or password.",
    ]);
  });

  it("keeps tokens and hidden characters of others out of the evidence", () => {
    const token = "0123456789abcdef0123456789abcdef";
    const found = first(failed({ code: "AUTH_NEW", message: `bad token ${token}\u202e` }));
    expect(JSON.stringify(found)).not.toMatch(/[\u202e]/);
    expect(JSON.stringify(found?.evidence)).not.toContain(token);
  });

  it("never throws, never advises harm, and always says something", () => {
    const anyFacts = fc.record({
      code: fc.option(fc.oneof(fc.constantFrom(...CODES, "NEW_CODE"), anyWord())),
      errorCode: fc.option(anyWord()),
      closeCode: fc.option(fc.constantFrom(1000, 1001, 1002, 1006, 1008, 1011, 1012, 1013, 1015, 4001, 4008)),
      phase: fc.constantFrom("opening", "opened", "challenged", "signed", "connected"),
      message: anyWord(),
      details: fc.oneof(
        fc.anything(),
        fc.record({
          reason: anyWord(),
          requestId: anyWord(),
          authReason: anyWord(),
          missingScope: anyWord(),
        }),
      ),
    });
    const surroundings = fc.record({
      probe: fc.constantFrom(null, "no-answer", "not-possible", "answered"),
      page: fc.constantFrom(httpsPage, lanPage, { ...lanPage, origin: "null", scheme: "file" }),
      target: fc.constantFrom(null, wss, lan),
      isTurnedDown: fc.boolean(),
      clockDifferenceMs: fc.constantFrom(null, 0, 600_000),
      phase: fc.constantFrom("idle", "opening", "authenticating", "connected", "waiting", "blocked"),
      session: fc.constantFrom(null, session, { ...session, protocol: 3, scopes: [] }),
    });
    fc.assert(
      fc.property(
        anyFacts,
        surroundings,
        fc.constantFrom("device-token", "shared-token", null),
        (why, where, credential) => {
          const findings = findingsFor(failed(why, where, { credential }));
          expect(findings.length).toBeGreaterThan(0);
          for (const finding of findings) {
            expectHarmless(finding);
            expect(finding.steps.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

describe("every reason", () => {
  const CLOSES = [1000, 1001, 1002, 1006, 1008, 1011, 1012, 1013, 4001, 4008].map((code) => `closed-${code}`);
  const OURS = [
    "access-ended",
    "invalid-connect",
    "starting",
    "no-challenge",
    "never-opened",
    "slow-consumer",
  ];
  const MORE = ["unauthorized-calls", "device-removed", "auth-changed"];

  it.each([...CODES, ...CLOSES, ...OURS, ...MORE])("%s has an entry of its own", (code) => {
    const found = findingForCode(code);
    expect(found.id).toBe(code);
    expect(found.title.length).toBeGreaterThan(7);
    expect(found.cause.length).toBeGreaterThan(10);
    expect(found.steps.length).toBeGreaterThan(0);
    expectHarmless(found);
    for (const who of ["this-browser", "device"] as const) {
      expectHarmless(findingForFailure({ code, message: "" }, who));
    }
  });

  it.each([
    "AUTH_REQUIRED",
    "AUTH_TOKEN_MISSING",
    "AUTH_TOKEN_MISMATCH",
    "AUTH_TOKEN_NOT_CONFIGURED",
    "auth-changed",
  ])("%s shows the token on both generations of gateways", (code) => {
    const labels = findingForCode(code).steps.map((step) => (step.kind === "command" ? step.label : ""));
    for (const generation of ["newer", "older"]) expect(labels.join()).toContain(`(${generation} gateways)`);
  });

  it.each([
    ["missing scope: operator.admin", "missing-scope"],
    ["device token rotation denied", "denied"],
    ["device token revocation denied", "denied"],
    ["device pairing approval denied", "denied"],
    ["device pairing rejection denied", "denied"],
    ["device pairing removal denied", "denied"],
    ["device pairing rename denied", "denied"],
    ["unknown deviceId/role", "unknown-device"],
    ["unknown deviceId", "unknown-device"],
    ["unknown requestId", "unknown-request"],
    ["unknown method: device.pair.rename", "unknown-method"],
    ["invalid device.pair.approve params: x", "invalid-params"],
  ])("explains the call that got %s", (message, id) => {
    const found = findingForRequest({ message, code: "INVALID_REQUEST" });
    expect(found).toMatchObject({ id, evidence: [`The gateway said: ${message}`] });
    expect(found.steps.length).toBeGreaterThan(0);
    expect(findingForCode(id)).toMatchObject({ id, evidence: [] });
  });

  it.each(["wrong-role", "unavailable", "timeout", "outcome-unknown", "not-sent"])(
    "explains the call by the link %s",
    (id) => expect(findingForCode(id).id).toBe(id),
  );

  it.each(INHERITED_NAMES)("takes %s for a word like any other", (word) => {
    const details = { reason: word, missingScope: word, requestId: word };
    expect(findingForCode(word)).toMatchObject({ id: "unknown-code" });
    expect(findingForFailure({ code: "PAIRING_REQUIRED", message: word, details }, "device").title).toBe(
      "Waiting for approval",
    );
    expect(findingForRequest({ message: word, code: word, details }).id).toBe("missing-scope");
  });

  it("gives an unknown code its raw name and the general way", () => {
    const found = findingForCode("AUTH_FUTURE");
    expect(found).toMatchObject({ id: "unknown-code", code: "AUTH_FUTURE" });
    expect(found.title).toContain("AUTH_FUTURE");
  });
});
