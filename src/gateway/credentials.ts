import {
  gatewayCredentialScope,
  type GatewayBrowserDeviceTokenStore,
} from "@openclaw/gateway-client/browser";
import type { Database } from "./database.ts";

/** What a person typed in to sign in to one gateway. */
export interface SharedCredentials {
  readonly token?: string | undefined;
  readonly password?: string | undefined;
}

const TOKEN_PREFIX = "gatehouse.shared-token:";

/**
 * The credentials of each gateway. Everything is keyed by the gateway's address, so that none is ever
 * handed to another gateway. A shared token lives in this tab's sessionStorage, or in localStorage when
 * the person chose to have it remembered; a password only in memory.
 */
export class CredentialVault {
  readonly #passwords = new Map<string, string>();
  readonly #tab: Storage;
  readonly #remembered: Storage;

  constructor(tab: Storage, remembered: Storage) {
    this.#tab = tab;
    this.#remembered = remembered;
  }

  /** Keeps what was typed in for `gatewayUrl`; an empty field forgets what was kept. */
  keep(gatewayUrl: string, { token, password }: SharedCredentials, remember: boolean): void {
    const key = TOKEN_PREFIX + gatewayCredentialScope(gatewayUrl);
    this.#tab.removeItem(key);
    this.#remembered.removeItem(key);
    if (token) (remember ? this.#remembered : this.#tab).setItem(key, token);
    if (password) this.#passwords.set(gatewayCredentialScope(gatewayUrl), password);
    else this.#passwords.delete(gatewayCredentialScope(gatewayUrl));
  }

  /** What is kept for `gatewayUrl`. */
  read(gatewayUrl: string): SharedCredentials {
    const scope = gatewayCredentialScope(gatewayUrl);
    const key = TOKEN_PREFIX + scope;
    return {
      token: this.#tab.getItem(key) ?? this.#remembered.getItem(key) ?? undefined,
      password: this.#passwords.get(scope),
    };
  }
}

/** The official lifecycle's token store, bound to one gateway, shared by all tabs. */
export interface DeviceTokenStore extends GatewayBrowserDeviceTokenStore {
  /** Forgets the token, unless another tab has stored a newer one than `failedToken` meanwhile. */
  forget(
    key: { clientId: string; deviceId: string; role: string },
    failedToken: string,
  ): Promise<"forgotten" | "newer-token">;
}

/** Device tokens of `gatewayUrl` in IndexedDB, keyed by gateway, client, device and role. */
export function deviceTokenStore(database: Database, gatewayUrl: string): DeviceTokenStore {
  const scope = gatewayCredentialScope(gatewayUrl);
  const keyOf = (key: { clientId: string; deviceId: string; role: string }) =>
    JSON.stringify([scope, key.clientId, key.deviceId, key.role]);
  return {
    async load(key) {
      return (await database.get("device-tokens", keyOf(key))) ?? null;
    },
    async store({ token, scopes, ...key }) {
      await database.put("device-tokens", { token, scopes }, keyOf(key));
    },
    async clear(key) {
      await database.delete("device-tokens", keyOf(key));
    },
    async forget(key, failedToken) {
      const transaction = database.transaction("device-tokens", "readwrite");
      const stored = await transaction.store.get(keyOf(key));
      const isNewer = stored !== undefined && stored.token !== failedToken;
      if (!isNewer) await transaction.store.delete(keyOf(key));
      await transaction.done;
      return isNewer ? "newer-token" : "forgotten";
    },
  };
}
