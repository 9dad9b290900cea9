import { gatewayCredentialScope } from "@openclaw/gateway-client/browser";
import { GatewayConnection, type ConnectionDeps } from "./connection.ts";
import { forgetIdentity } from "./device-identity.ts";

/** The connections of this page, one for each gateway. */
export class Connections {
  readonly #deps: ConnectionDeps;
  readonly #byScope = new Map<string, GatewayConnection>();

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
  }

  /** The connection to `gatewayUrl`, not opened yet. */
  of(gatewayUrl: string): GatewayConnection {
    // Two spellings of one address share their credentials, and must not sign in side by side.
    const scope = gatewayCredentialScope(gatewayUrl);
    const known = this.#byScope.get(scope);
    if (known) return known;
    const connection = new GatewayConnection(gatewayUrl, this.#deps);
    this.#byScope.set(scope, connection);
    return connection;
  }

  /** The browser is back online, or the tab is shown. */
  wake(): void {
    for (const connection of this.#byScope.values()) connection.wake();
  }

  /** Forgets this browser's key and all its device tokens: it is then a new device to every gateway. */
  async forgetBrowser(): Promise<void> {
    // First: where the browser refuses, nothing has changed.
    await forgetIdentity(await this.#deps.openDatabase());
    for (const connection of this.#byScope.values()) connection.startAsNewDevice();
  }
}
