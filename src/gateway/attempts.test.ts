import { GatewayProtocolRequestError, selectGatewayConnectAuth } from "@openclaw/gateway-client/browser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AttemptRecorder } from "./attempts.ts";
import { REQUESTED_SCOPES } from "./client-info.ts";
import { failureOfRefusal } from "./failures.ts";
import { summariseChallenge } from "./handshake-frames.ts";
import type { CredentialKind } from "#domain/connection/attempt.ts";
import { parseGatewayUrl } from "#domain/gateway-url.ts";

/** A clock that moves by one whenever it is read. */
function steppingClock(): () => number {
  let nowMs = 100;
  return () => nowMs++;
}

describe("AttemptRecorder", () => {
  it("records how far an attempt came, and when", () => {
    const recorder = new AttemptRecorder(steppingClock());
    recorder.begin("ws://nas:18789");
    recorder.reach("opened");
    recorder.reach("challenged");
    recorder.amend({ clockDifferenceMs: -4, followUp: "retry" });
    expect(recorder.attempts).toEqual([
      {
        id: 1,
        gatewayUrl: "ws://nas:18789",
        startedAtMs: 100,
        phases: [
          { phase: "opening", atMs: 100 },
          { phase: "opened", atMs: 101 },
          { phase: "challenged", atMs: 102 },
        ],
        frames: [],
        credential: null,
        scopes: [],
        clockDifferenceMs: -4,
        failure: null,
        followUp: "retry",
      },
    ]);
  });

  it("adds facts to the latest attempt only", () => {
    const recorder = new AttemptRecorder(steppingClock());
    recorder.begin("ws://a");
    recorder.begin("ws://b");
    recorder.amend({ credential: "device-token" });
    recorder.reach("opened");
    expect(recorder.attempts.map(({ credential }) => credential)).toEqual([null, "device-token"]);
    expect(recorder.attempts.map(({ phases }) => phases.length)).toEqual([1, 2]);
  });

  it("takes a second challenge for no news, so that nobody can make the record grow", () => {
    const recorder = new AttemptRecorder(steppingClock());
    recorder.begin("ws://nas:18789");
    for (const phase of ["opened", "challenged", "signed", "challenged", "challenged"] as const)
      recorder.reach(phase);
    expect(recorder.attempts[0]?.phases.map(({ phase }) => phase)).toEqual([
      "opening",
      "opened",
      "challenged",
      "signed",
    ]);
  });

  it("does nothing before the first attempt", () => {
    const recorder = new AttemptRecorder(steppingClock());
    recorder.reach("opened");
    recorder.note(summariseChallenge(1));
    recorder.amend({ followUp: "stop" });
    expect(recorder.attempts).toEqual([]);
  });

  it("replaces what it has shown, and never changes it", () => {
    const recorder = new AttemptRecorder(steppingClock());
    recorder.begin("ws://a");
    const shown = recorder.attempts;
    const copy = structuredClone(shown);
    recorder.reach("opened");
    recorder.amend({ followUp: "stop" });
    recorder.begin("ws://a");
    expect(shown).toEqual(copy);
    expect(recorder.attempts).not.toBe(shown);
  });

  it("keeps the last 50, in order, with ids that are never used twice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 }), (count) => {
        const recorder = new AttemptRecorder(steppingClock());
        for (let begun = 0; begun < count; begun += 1) recorder.begin("ws://a");
        const first = Math.max(1, count - 49);
        const ids = Array.from({ length: Math.min(count, 50) }, (_, index) => first + index);
        expect(recorder.attempts.map(({ id }) => id)).toEqual(ids);
      }),
    );
  });

  it("keeps the frames of the attempt that is under way, up to a bound", () => {
    const recorder = new AttemptRecorder(steppingClock());
    recorder.begin("ws://a");
    for (let count = 0; count < 30; count += 1) recorder.note(summariseChallenge(count));
    const frames = recorder.attempts[0]?.frames ?? [];
    expect(frames).toHaveLength(8);
    expect(frames[0]).toEqual({
      atMs: 101,
      direction: "received",
      kind: "challenge",
      fields: [{ name: "ts", value: "0" }],
    });
  });

  it("holds no part of a secret that the page signed in with", () => {
    const secrets = fc.stringMatching(/^[A-Za-z0-9_-]{16,43}$/).map((text) => `s3cret-${text}`);
    const kinds = fc.constantFrom<CredentialKind>("shared-token", "password", "shared-and-device-token");
    fc.assert(
      fc.property(secrets, kinds, (secret, credential) => {
        const recorder = new AttemptRecorder(steppingClock());
        // Secrets come in by a pasted address and by what was typed or stored; see connection.ts.
        const parsed = parseGatewayUrl(`http://nas:18789/?token=${secret}#token=${secret}`);
        const plan = selectGatewayConnectAuth({ token: secret, password: secret, storedToken: secret });
        expect([parsed.ok && parsed.token, plan.authToken]).toEqual([secret, secret]);
        recorder.begin(parsed.ok ? parsed.url : "");
        recorder.amend({ clockDifferenceMs: 3 });
        recorder.amend({ credential, scopes: [...REQUESTED_SCOPES] });
        recorder.reach("signed");
        const error = new GatewayProtocolRequestError({
          code: "INVALID_REQUEST",
          message: "unauthorized: gateway token mismatch",
          details: { code: "AUTH_TOKEN_MISMATCH", canRetryWithDeviceToken: true },
        });
        recorder.amend({
          failure: failureOfRefusal(error, "signed", 0),
          followUp: "retry-with-device-token",
        });
        expect(JSON.stringify(recorder.attempts)).not.toContain(secret);
      }),
    );
  });
});
