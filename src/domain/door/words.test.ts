import { expect, test } from "vitest";
import { door } from "./test-support/door.ts";
import { limitWords, listenWords, signInWords, sourceWords, tailscaleWords } from "./words.ts";

test("how one signs in comes from the configuration, else from the hello", () => {
  expect(signInWords(door({ authMode: "password" }), "token")).toBe("With a password");
  expect(signInWords(door({ authMode: undefined }), "token")).toBe("With the gateway’s token");
  expect(signInWords(door({ authMode: undefined }), undefined)).toBe("The gateway does not say");
  expect(signInWords(door({ authMode: "constructor" }), undefined)).toBe("constructor");
});

test("where a secret is", () => {
  expect(sourceWords({ kind: "variable", name: "MY_TOKEN" })).toBe("in the environment variable MY_TOKEN");
  expect(sourceWords({ kind: "variable", name: undefined })).toBe(
    "in an environment variable that the configuration refers to",
  );
  expect(sourceWords({ kind: "store", source: "exec" })).toBe("in a secret store (exec)");
});

test("where it listens", () => {
  expect(listenWords(door())).toBe("On its own machine only (loopback), port 18789");
  expect(
    listenWords(door({ bind: "custom", customBindHost: "10.0.0.5", port: undefined, hasTls: true })),
  ).toBe("On 10.0.0.5, with TLS");
});

test("Tailscale", () => {
  expect(tailscaleWords(door())).toBe("Off");
  expect(tailscaleWords(door({ tailscale: "serve", allowTailscale: true }))).toBe(
    "Serves the gateway within your tailnet; people of your tailnet sign in by their name there",
  );
});

test("the limit that is set, and the default of each kind of gateway", () => {
  expect(limitWords(door({ limit: { maxAttempts: 5, windowMs: 90_000 } }), 4)).toBe(
    "5 within 90 seconds, then 5 minutes pause. Programs on the gateway’s own machine are not limited.",
  );
  expect(limitWords(door({ limit: { exemptLoopback: false } }), 4)).toBe(
    "10 within 1 minute, then 5 minutes pause.",
  );
  expect(limitWords(door(), 3)).toBe("None is set. For pages: 10 within 1 minute, then 5 minutes pause.");
  expect(limitWords(door(), 4)).toMatch(/^None is set; by default 10 within 1 minute/);
});
