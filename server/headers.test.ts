import { expect, test } from "vitest";
import { CONTENT_SECURITY_POLICY, PAGE_HEADERS, POLICY_METAS, SECURITY_HEADERS } from "./headers.ts";

test("the policy allows no inline script, no eval and no foreign code", () => {
  expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
  expect(CONTENT_SECURITY_POLICY).toContain("script-src 'self';");
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*/);
});

test("only connections leave the page's own origin: to gateways, wherever they are", () => {
  const beyond = CONTENT_SECURITY_POLICY.split("; ").filter((directive) => /https?:|wss?:/.test(directive));
  expect(beyond).toEqual(["connect-src 'self' ws: wss: http: https:"]);
});

test("the page says of the policy what browsers heed there, and nothing else", () => {
  const [policy, referrer] = POLICY_METAS;
  expect(`${policy?.["content"]}; frame-ancestors 'none'`).toBe(CONTENT_SECURITY_POLICY);
  expect(referrer).toEqual({ name: "referrer", content: PAGE_HEADERS["Referrer-Policy"] });
});

test("copying to the clipboard stays possible", () => {
  expect(PAGE_HEADERS["Permissions-Policy"]).not.toContain("clipboard-write");
});

test("every header fits into one line", () => {
  for (const value of Object.values({ ...SECURITY_HEADERS, ...PAGE_HEADERS }))
    expect(value).toMatch(/^[\x20-\x7E]+$/);
});
