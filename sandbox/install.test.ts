import { describe, expect, test } from "vitest";
import { explainNpmFailure, InstallError, resolveVersion } from "./install.ts";

describe("resolveVersion", () => {
  test.each([
    ["2026.3", "2026.3.13"],
    ["2026.9", "2026.9.6"],
    ["2026.6.11", "2026.6.11"],
    ["2026.9.6-beta.1", "2026.9.6-beta.1"],
  ])("%s is %s", (spec, version) => {
    expect(resolveVersion(spec)).toBe(version);
  });

  // What is resolved becomes a part of a path and an argument of npm.
  test.each([
    "",
    "2026",
    "2026.8",
    "latest",
    "../..",
    "2026.9.6/..",
    "2026.9.6 --registry=x",
    "2026.9.6-/..",
  ])("%j is refused", (spec) => {
    expect(() => resolveVersion(spec)).toThrow(InstallError);
  });
});

describe("explainNpmFailure", () => {
  test.each([
    ["npm error code ENOTFOUND\nnpm error syscall getaddrinfo", "network"],
    ["npm ERR! code ECONNREFUSED", "network"],
    ["npm error code ETARGET\nnpm error notarget No matching version", "no-such-version"],
    ["npm error code E404", "no-such-version"],
    ["npm error code ENOSPC\nnpm error nospc ENOSPC: no space left", "disk-full"],
    ["npm error ENOSPC: no space left on device, write", "disk-full"],
    ["npm error code EACCES\nnpm error permission denied", "failed"],
    ["", "failed"],
  ] as const)("%j is told as: %s", (stderr, reason) => {
    const error = explainNpmFailure("2026.9.6", stderr);
    expect(error.reason).toBe(reason);
    expect(error.message).toMatch(/^[^\n]+$/);
  });
});
