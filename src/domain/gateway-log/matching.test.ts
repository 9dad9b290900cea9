import { describe, expect, test } from "vitest";
import { matchOf } from "./matching.ts";
import { device, ID, NOWHERE, OTHER_ID, refusal, rowOf } from "./test-support/refusals.ts";
import type { TurnedAwayClient } from "./turned-away.ts";
import type { PairedDevice } from "#domain/device.ts";

describe("which device it is", () => {
  const match = (row: TurnedAwayClient, ...paired: readonly PairedDevice[]) =>
    matchOf(row, { paired, pending: [], provenAt: NOWHERE });

  test("by a proven id, with certainty", () => {
    const row = rowOf(
      refusal({ proven: { deviceId: ID, requestId: undefined }, client: { name: "Somebody" } }),
    );
    expect(match(row, device())).toMatchObject({ certainty: "id", deviceId: ID });
    expect(match(row, device({ deviceId: OTHER_ID }))).toBeNull();
  });

  test("by name, app and address together, and never by less", () => {
    expect(match(rowOf(refusal()), device())?.certainty).toBe("look");
    expect(match(rowOf(refusal()), device({ remoteIp: "203.0.113.10" }))).toBeNull();
    expect(match(rowOf(refusal()), device({ clientId: "cli" }))).toBeNull();
    expect(match(rowOf(refusal()), device({ clientMode: "cli" }))).toBeNull();
    expect(match(rowOf(refusal({ client: { clientId: undefined } })), device())).toBeNull();
    expect(
      match(rowOf(refusal({ client: { name: undefined } })), device({ displayName: undefined })),
    ).toBeNull();
  });

  test("faintly, where the gateway lists no address", () => {
    expect(match(rowOf(refusal()), device({ remoteIp: undefined }))?.certainty).toBe("faint");
  });

  test("not where two would fit", () => {
    expect(match(rowOf(refusal()), device(), device({ deviceId: OTHER_ID }))).toBeNull();
    const elsewhere = device({ deviceId: OTHER_ID, remoteIp: "203.0.113.77" });
    expect(match(rowOf(refusal()), device(), elsewhere)?.deviceId).toBe(ID);
    expect(match(rowOf(refusal()), device({ remoteIp: undefined }), elsewhere)).toBeNull();
  });

  test("a name that had to be redacted still fits", () => {
    const name = "my 0123456789abcdef0123456789abcdef";
    const row = rowOf(refusal({ client: { name: "my [removed]" } }));
    expect(match(row, device({ displayName: name }))?.certainty).toBe("look");
  });
});
