import { describe, expect, it } from "vitest";
import { explainRequestError } from "./request-errors.ts";

describe("explainRequestError", () => {
  it.each([
    [{ message: "missing scope: operator.admin" }, "missing-scope"],
    [
      { message: "denied", details: { code: "MISSING_SCOPE", missingScope: "operator.pairing" } },
      "missing-scope",
    ],
    [{ message: "unauthorized role: node" }, "wrong-role"],
    [{ message: "unknown requestId" }, "unknown-request"],
    [{ message: "unknown deviceId" }, "unknown-device"],
    [{ message: "unknown deviceId/role" }, "unknown-device"],
    [{ message: "unknown nodeId" }, "unknown-device"],
    [{ message: "node pairing removal denied" }, "denied"],
    [{ message: "device pairing approval denied" }, "denied"],
    [{ message: "device token rotation denied" }, "denied"],
    [{ message: "unknown method: device.pair.rename" }, "unknown-method"],
    [{ message: "invalid device.pair.rename params: x" }, "invalid-params"],
    [{ message: "later", code: "UNAVAILABLE" }, "unavailable"],
    [
      { message: "rate limit exceeded for config.patch; retry after 54s", code: "UNAVAILABLE" },
      "rate-limited",
    ],
    [{ message: "gateway request timeout for device.pair.list" }, "timeout"],
    [{ message: "gateway closed (1006): ", kind: "outcome-unknown" }, "outcome-unknown"],
    [{ message: "gateway not connected" }, "not-sent"],
    [{ message: "gateway closed (1006): " }, "outcome-unknown"],
    [{ message: "gateway not connected", kind: "not-sent" }, "not-sent"],
    [{ message: "the dog ate it" }, "refused"],
    [{ message: "" }, "refused"],
  ] as const)("%j is %s", (error, id) => expect(explainRequestError(error).id).toBe(id));

  it("names the right in plain language, and never as safe HTML or hidden text", () => {
    expect(explainRequestError({ message: "missing scope: operator.admin" }).cause).toContain(
      "operator.admin (everything: settings, devices, updates)",
    );
    expect(explainRequestError({ message: "missing scope: operator.\u202ex" }).cause).toContain(
      "operator.[RLO]x",
    );
  });
});
