import {
  GatewayProtocolRequestError,
  GatewayProtocolRequestTimeoutError,
} from "@openclaw/gateway-client/browser";
import { describe, expect, it } from "vitest";
import { toRequestError } from "./requests.ts";

const refusal = new GatewayProtocolRequestError({
  code: "INVALID_REQUEST",
  message: "missing scope: operator.pairing",
  details: { missing: "operator.pairing" },
});
const broken = new Error("gateway closed (1006): ");
const late = new GatewayProtocolRequestTimeoutError({
  method: "device.pair.approve",
  timeoutMs: 1,
  requestSent: true,
});

describe("toRequestError", () => {
  it.each([
    ["an answer of the gateway", refusal, true, "refused"],
    ["an answer that overtook the note that it was sent", refusal, false, "refused"],
    ["a connection that broke after sending", broken, true, "outcome-unknown"],
    ["a deadline that passed after sending", late, true, "outcome-unknown"],
    ["no connection", broken, false, "not-sent"],
    ["something thrown that is no error", "oops", true, "outcome-unknown"],
    ["nothing thrown at all", undefined, false, "not-sent"],
  ] as const)("%s", (_what, cause, wasSent, kind) => {
    const error = toRequestError("device.pair.approve", cause, wasSent);
    expect(error).toMatchObject({ name: "GatewayRequestError", kind, method: "device.pair.approve", cause });
  });

  it("keeps the gateway's words, code and details", () => {
    expect(toRequestError("device.pair.list", refusal, true)).toMatchObject({
      message: "missing scope: operator.pairing",
      code: "INVALID_REQUEST",
      details: { missing: "operator.pairing" },
    });
  });

  it("has no code where the gateway said nothing", () => {
    expect(toRequestError("device.pair.list", late, true)).toMatchObject({ code: null, details: undefined });
  });
});
