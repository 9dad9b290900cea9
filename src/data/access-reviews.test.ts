import { gatewayCredentialScope } from "@openclaw/gateway-client/browser";
import * as fakeIndexedDb from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { AccessReviews } from "./access-reviews.ts";
import { beginReview, decide, finishReview, type AccessReview } from "#domain/review/access-review.ts";
import type { PairedDevice } from "#domain/device.ts";
import { sharedDatabase } from "#gateway/database.ts";

const GATEWAY = "ws://nas:18789";
const OTHER = "ws://attic:18789";
const device = (deviceId: string): PairedDevice => ({ deviceId, roles: [], scopes: [], tokens: [] });
const [a, b] = [device("a"), device("b")];

function begin(id: string, startedAtMs = 1): AccessReview {
  return beginReview([a, b], { id, gatewayUrl: GATEWAY, startedAtMs });
}

function refused(): Promise<never> {
  return Promise.reject(new DOMException("", "SecurityError"));
}

beforeEach(() => {
  for (const [name, value] of Object.entries(fakeIndexedDb)) vi.stubGlobal(name, value);
  vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
});

describe.each([
  ["in the database", true],
  ["where the browser refuses storage", false],
])("reviews %s", (_where, isKept) => {
  const make = () => new AccessReviews(isKept ? sharedDatabase() : refused);

  it("are kept by gateway", async () => {
    const reviews = make();
    await reviews.change(GATEWAY, "r", () => begin("r"));
    expect(await reviews.read(GATEWAY)).toEqual({ reviews: [begin("r")], isKept });
    expect((await reviews.read(OTHER)).reviews).toEqual([]);
  });

  it("keep every decision, also of two tabs at once", async () => {
    const reviews = make();
    await reviews.change(GATEWAY, "r", () => begin("r"));
    const remove = (one: PairedDevice) =>
      reviews.change(GATEWAY, "r", (before) =>
        before ? decide(before, new Map([[one, { kind: "remove" }]])) : null,
      );
    await Promise.all([remove(a), remove(b)]);
    const [review] = (await reviews.read(GATEWAY)).reviews;
    expect(review?.devices.map(({ decision }) => decision?.kind)).toEqual(["remove", "remove"]);
  });

  it("can be deleted, one by one and all of a gateway", async () => {
    const reviews = make();
    for (const id of ["r", "s"]) await reviews.change(GATEWAY, id, () => begin(id));
    await reviews.change(GATEWAY, "r", () => null);
    expect((await reviews.read(GATEWAY)).reviews.map(({ id }) => id)).toEqual(["s"]);
    await reviews.clear(GATEWAY);
    expect((await reviews.read(GATEWAY)).reviews).toEqual([]);
  });
});

it("the oldest records go, and never the open review", async () => {
  const reviews = new AccessReviews(sharedDatabase());
  await reviews.change(GATEWAY, "open", () => begin("open", 0));
  for (let count = 1; count <= 22; count += 1) {
    const record = finishReview(begin(`r${count}`, count), [a], { atMs: count, by: "Ada" });
    await reviews.change(GATEWAY, record.id, () => record);
  }
  const ids = (await reviews.read(GATEWAY)).reviews.map(({ id }) => id);
  expect(ids).toHaveLength(21);
  expect(ids).toContain("open");
  expect(ids).not.toContain("r2");
});

it("what another version of this page wrote costs that review only", async () => {
  const reviews = new AccessReviews(sharedDatabase());
  await reviews.change(GATEWAY, "r", () => begin("r"));
  const database = await openDB("gatehouse");
  await database.put("reviews", { ...begin("odd"), gateway: gatewayCredentialScope(GATEWAY), devices: null });
  expect((await reviews.read(GATEWAY)).reviews.map(({ id }) => id)).toEqual(["r"]);
});
