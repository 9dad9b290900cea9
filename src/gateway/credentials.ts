import {
  gatewayCredentialScope,
  type GatewayBrowserDeviceTokenStore,
} from "@openclaw/gateway-client/browser";
import type { Database } from "./database.ts";
import type { SafeStorage } from "#lib/safe-storage.ts";

/** What a person typed in to sign in to one gateway. */
export interface SharedCredentials {
  readonly token?: string | undefined;
  readonly password?: string | undefined;
}

/** What a person typed in, or a link brought, to be tried at one gateway. */
export interface TypedCredentials extends SharedCredentials {
  /** Keep the token beyond this tab, once the gateway has accepted it. */
  readonly remember: boolean;
  /** It came by a link: a device token of this browser is tried before it. */
  readonly isFromLink?: boolean;
  /** A single-use token of `openclaw dashboard`; tried before all others, once, and never kept. */
  readonly bootstrapToken?: string | undefined;
}

const TOKEN_PREFIX = "gatehouse.shared-token:";

/**
 * The credentials of each gateway, keyed by its address, so that none is ever sent to another gateway. A shared token
 * is kept in this tab's sessionStorage, or in localStorage when the person chose to have it remembered; a password
 * only in memory.
 */
export class CredentialVault {
  readonly #passwords = new Map<string, string>();
  readonly #tab: SafeStorage;
  readonly #remembered: SafeStorage;

  constructor(tab: SafeStorage, remembered: SafeStorage) {
    this.#tab = tab;
    this.#remembered = remembered;
  }

  /** Keeps what `gatewayUrl` has accepted; an empty field removes what was kept. */
  keep(gatewayUrl: string, { token, password }: SharedCredentials, remember: boolean): void {
    this.forget(gatewayUrl);
    const scope = gatewayCredentialScope(gatewayUrl);
    if (token) (remember ? this.#remembered : this.#tab).setItem(TOKEN_PREFIX + scope, token);
    if (password) this.#passwords.set(scope, password);
  }

  /** Forgets the shared token and the password of `gatewayUrl`. Other tabs keep theirs until they are closed. */
  forget(gatewayUrl: string): void {
    const scope = gatewayCredentialScope(gatewayUrl);
    this.#tab.removeItem(TOKEN_PREFIX + scope);
    this.#remembered.removeItem(TOKEN_PREFIX + scope);
    this.#passwords.delete(scope);
  }

  /** Whether the token is kept beyond this tab. */
  isRemembered(gatewayUrl: string): boolean {
    return this.#remembered.getItem(TOKEN_PREFIX + gatewayCredentialScope(gatewayUrl)) !== null;
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
  /** Forgets the token, unless another tab has stored a newer one than `failedToken`. */
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
