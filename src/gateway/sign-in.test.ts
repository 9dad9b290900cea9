import * as fakeIndexedDb from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { REQUESTED_SCOPES } from "./client-info.ts";
import { CredentialVault, type TypedCredentials } from "./credentials.ts";
import { openDatabase } from "./database.ts";
import { loadIdentity } from "./device-identity.ts";
import { credentialOf, SignIn, type CredentialChoice } from "./sign-in.ts";
import { safeStorage } from "#lib/safe-storage.ts";

const GATEWAY = "ws://127.0.0.1:18789";
const OLD = { token: "old-token", password: undefined };
const CHALLENGE = { nonce: "n", challengeTs: 1 };
const NOTHING_ISSUED = { auth: { role: "operator", scopes: [] } };

/** In memory, as where the browser refuses. */
const memory = () =>
  safeStorage(() => {
    throw new DOMException("", "SecurityError");
  });

let vault: CredentialVault;
let tab: ReturnType<typeof memory>;

function signIn(typed?: TypedCredentials) {
  return new SignIn(
    GATEWAY,
    {
      openDatabase,
      loadIdentity: (database) => loadIdentity(database, () => ({ displayName: "Test", platform: "test" })),
      vault,
      isTrustedEndpoint: () => true,
    },
    typed,
  );
}

const plan = (one: SignIn, choice: CredentialChoice = one.firstChoice) =>
  one.plan(choice, undefined, CHALLENGE);

beforeEach(() => {
  for (const [name, value] of Object.entries(fakeIndexedDb)) vi.stubGlobal(name, value);
  vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
  tab = memory();
  vault = new CredentialVault(tab, memory());
  vault.keep(GATEWAY, OLD, false);
});

describe("what was typed", () => {
  it("is tried, and replaces what is kept only once the gateway has taken it", async () => {
    const one = signIn({ token: "new-token", remember: false });
    const tried = await plan(one);
    expect(tried.auth?.token).toBe("new-token");
    expect(vault.read(GATEWAY)).toEqual(OLD);
    await one.acceptHello(NOTHING_ISSUED, tried);
    expect(vault.read(GATEWAY).token).toBe("new-token");
    expect(one.shared.token).toBe("new-token");
  });

  it("is forgotten when the gateway lets the browser in by the device token that went along", async () => {
    const one = signIn({ token: "wrong", remember: true });
    await one.replaceOwnToken({ token: "device-token", scopes: ["operator.read"] });
    const tried = await plan(one, "both");
    expect(credentialOf(tried)).toBe("shared-and-device-token");
    await one.acceptHello(NOTHING_ISSUED, tried);
    expect(vault.read(GATEWAY)).toEqual(OLD);
    expect(one.shared).toEqual(OLD);
  });

  it("waits behind the device token where it came by a link", async () => {
    const one = signIn({ token: "of-a-link", remember: false, isFromLink: true });
    await one.replaceOwnToken({ token: "device-token", scopes: REQUESTED_SCOPES });
    const tried = await plan(one);
    expect(credentialOf(tried)).toBe("device-token");
    await one.acceptHello(NOTHING_ISSUED, tried);
    expect(vault.read(GATEWAY)).toEqual(OLD);
    // The device token was revoked: now it is needed.
    expect((await plan(one, "shared")).auth?.token).toBe("of-a-link");
  });

  it("goes first where it came by a link and may bring more rights than the device token has", async () => {
    const one = signIn({ token: "of-a-link", remember: false, isFromLink: true });
    await one.replaceOwnToken({ token: "device-token", scopes: ["operator.read"] });
    expect(credentialOf(await plan(one))).toBe("shared-token");
  });

  it("is forgotten with what is kept", () => {
    const one = signIn({ token: "new-token", password: "pa55", remember: false });
    one.forgetShared();
    expect(one.shared).toEqual({ token: undefined, password: undefined });
    expect(vault.read(GATEWAY)).toEqual({ token: undefined, password: undefined });
  });
});

describe("a one-time token", () => {
  it("is sent once, before all others, for exactly the scopes of an owner, and kept nowhere", async () => {
    const one = signIn({ bootstrapToken: "0nce", remember: true });
    await one.replaceOwnToken({ token: "device-token", scopes: ["operator.read"] });
    const first = await plan(one);
    expect(credentialOf(first)).toBe("bootstrap-token");
    expect(first.auth).toMatchObject({ bootstrapToken: "0nce" });
    expect(first.scopes.toSorted()).toEqual([
      "operator.admin",
      "operator.approvals",
      "operator.pairing",
      "operator.questions",
      "operator.read",
      "operator.talk.secrets",
      "operator.write",
    ]);
    expect(first.client.buildId).toBe("dev");
    const again = await plan(one);
    expect(JSON.stringify(again)).not.toContain("0nce");
    expect(credentialOf(again)).toBe("device-token");
    await one.acceptHello(NOTHING_ISSUED, first);
    expect(vault.read(GATEWAY)).toEqual(OLD);
  });

  it("is not used up by an attempt that never came to sign", async () => {
    const one = signIn({ bootstrapToken: "0nce", remember: false });
    one.prepare();
    expect(credentialOf(await plan(one))).toBe("bootstrap-token");
  });
});
