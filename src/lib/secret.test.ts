import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";

describe("Secret", () => {
  it("is shown until it was wiped", () => {
    const secret = new Secret("s3cret");
    expect(secret.reveal()).toBe("s3cret");
    secret.wipe();
    expect(secret.reveal()).toBe("");
  });

  it("does not show itself in JSON", () => {
    expect(JSON.stringify({ secret: new Secret("s3cret") })).toBe('{"secret":{}}');
  });
});
