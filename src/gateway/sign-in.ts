import {
  GatewayBrowserDeviceAuthLifecycle,
  type ConnectParams,
  type GatewayBrowserDeviceAuthPlan,
  type HelloOk,
} from "@openclaw/gateway-client/browser";
import { CLIENT_ID, clientInfo, OWNER_SCOPES, REQUESTED_SCOPES, ROLE } from "./client-info.ts";
import {
  deviceTokenStore,
  type CredentialVault,
  type SharedCredentials,
  type TypedCredentials,
} from "./credentials.ts";
import type { Database } from "./database.ts";
import type { DeviceIdentity } from "./device-identity.ts";
import type { OwnToken } from "./session.ts";
import type { CredentialKind, StoredCredentials } from "#domain/connection/attempt.ts";

/** Which credential an attempt offers: `auto` prefers the device token, and falls back to the shared one. */
export type CredentialChoice = "auto" | "shared" | "both";

/** What one attempt sends, and what is needed to judge its answer. Holds secrets: never shown, never recorded. */
export interface SignInPlan extends GatewayBrowserDeviceAuthPlan {
  readonly client: ConnectParams["client"];
}

/** What signing in needs from its surroundings. */
export interface SignInDeps {
  /** Asked each time: another tab may have had it closed meanwhile. */
  readonly openDatabase: () => Promise<Database>;
  readonly loadIdentity: (database: Database) => Promise<DeviceIdentity>;
  readonly vault: CredentialVault;
  /** Loopback or the page's own host: where the device token may accompany a refused shared token. */
  readonly isTrustedEndpoint: (gatewayUrl: string) => boolean;
}

interface Challenge {
  readonly nonce: string | null;
  /** The gateway's clock, ms since the epoch. */
  readonly challengeTs: number | null | undefined;
}

/**
 * Signing in to one gateway. Bound to its address, so that whatever happens meanwhile, no credential of another
 * gateway can get into a plan.
 */
export class SignIn {
  readonly gatewayUrl: string;
  /** What the first attempt offers: what a person has just typed in, as they want to know whether it works. */
  readonly firstChoice: CredentialChoice;
  readonly #deps: SignInDeps;
  /** Kept in the vault once the gateway has let it in; until then it must not replace what is kept there. */
  #typed: TypedCredentials | null;
  #bootstrapToken: string | undefined;
  #prepared: Promise<DeviceIdentity> | null = null;

  constructor(gatewayUrl: string, deps: SignInDeps, typed: TypedCredentials | null = null) {
    this.gatewayUrl = gatewayUrl;
    this.#deps = deps;
    this.#typed = typed?.token || typed?.password ? typed : null;
    this.#bootstrapToken = typed?.bootstrapToken;
    this.firstChoice = this.#typed === null || typed?.isFromLink ? "auto" : "shared";
  }

  /** Whether the device token may accompany a refused shared token. */
  get isTrustedEndpoint(): boolean {
    return this.#deps.isTrustedEndpoint(this.gatewayUrl);
  }

  /** What a person typed in for this gateway, now or before. */
  get shared(): SharedCredentials {
    const { token, password } = this.#typed ?? this.#deps.vault.read(this.gatewayUrl);
    return { token: token || undefined, password: password || undefined };
  }

  /** Whether the shared token is kept beyond this tab. */
  get isRemembered(): boolean {
    return this.#deps.vault.isRemembered(this.gatewayUrl);
  }

  /** Forgets the shared token and the password. The device token stays. */
  forgetShared(): void {
    this.#typed = null;
    this.#deps.vault.forget(this.gatewayUrl);
  }

  /** Loads this browser's key, or makes it, while the socket is being opened: the next plan signs with it. */
  prepare(): void {
    this.#prepared = this.#loadIdentity();
    // Whatever is wrong is the plan's to say.
    this.#prepared.catch(() => undefined);
  }

  /** Signs the challenge. @throws where the browser refuses storage or keys */
  async plan(
    choice: CredentialChoice,
    buildId: string | undefined,
    { nonce, challengeTs }: Challenge,
  ): Promise<SignInPlan> {
    const identity = await (this.#prepared ?? this.#loadIdentity());
    this.#prepared = null;
    // It works once, whatever comes of it.
    const bootstrapToken = this.#bootstrapToken;
    this.#bootstrapToken = undefined;
    // Gateways that make such tokens know the field, and one that serves this page itself must not refuse the attempt.
    const client = clientInfo(identity, bootstrapToken === undefined ? buildId : "dev");
    const tokens = await this.#tokens();
    const stored = await tokens.load({ clientId: client.id, deviceId: identity.deviceId, role: ROLE });
    // A link's token may bring more rights than the device token has: that is what people open such a link for.
    const isEnough =
      this.#typed === null || REQUESTED_SCOPES.every((scope) => stored?.scopes.includes(scope));
    const { token, password } = choice === "auto" && stored !== null && isEnough ? {} : this.shared;
    const plan = await (
      await this.#lifecycle(identity)
    ).buildPlan({
      client,
      role: ROLE,
      defaultScopes: REQUESTED_SCOPES,
      ...(token !== undefined && { token }),
      ...(password !== undefined && { password }),
      ...(bootstrapToken !== undefined && {
        bootstrapToken,
        bootstrapScopes: OWNER_SCOPES,
        preferBootstrapToken: true,
      }),
      pendingDeviceTokenRetry: choice === "both",
      trustedDeviceTokenRetry: this.isTrustedEndpoint,
      nonce,
      challengeTs: challengeTs ?? null,
    });
    return { ...plan, client };
  }

  /**
   * Keeps what the gateway has taken, and the device token that came with its hello: next time the page signs in with
   * that.
   */
  async acceptHello(hello: Pick<HelloOk, "auth">, plan: SignInPlan): Promise<void> {
    this.#keepTyped(credentialOf(plan));
    await (await this.#lifecycle(plan.identity)).acceptHello(hello, plan);
  }

  #keepTyped(accepted: CredentialKind): void {
    if (this.#typed === null) return;
    // A device token goes along only after the gateway has refused the typed token.
    const isRefused = accepted === "shared-and-device-token";
    const isProven = accepted === "shared-token" || accepted === "password";
    if (isProven) this.#deps.vault.keep(this.gatewayUrl, this.#typed, this.#typed.remember);
    if (isProven || isRefused) this.#typed = null;
  }

  /** Keeps a device token of this browser that did not come with a hello; null: the stored one is worthless. */
  async replaceOwnToken(fresh: OwnToken | null): Promise<void> {
    const [tokens, key] = [await this.#tokens(), await this.#ownKey()];
    await (fresh
      ? tokens.store({ ...key, token: fresh.token, scopes: [...fresh.scopes] })
      : tokens.clear(key));
  }

  /** What is stored for this gateway: kinds, never values. */
  async storedCredentials(): Promise<StoredCredentials> {
    const database = await this.#deps.openDatabase();
    const { token, password } = this.shared;
    const shared = { hasSharedToken: token !== undefined, hasPassword: password !== undefined };
    // Loading the identity would make one where there is none.
    if ((await database.count("identity")) === 0)
      return { ...shared, hasIdentity: false, deviceTokenScopes: null };
    const stored = await (await this.#tokens()).load(await this.#ownKey());
    return { ...shared, hasIdentity: true, deviceTokenScopes: stored?.scopes ?? null };
  }

  /** Drops the device token that was refused. @returns whether another tab has stored a newer one meanwhile */
  async dropRefusedToken(plan: SignInPlan): Promise<boolean> {
    const refused = plan.selectedAuth.storedToken;
    if (!plan.identity || refused === undefined) return false;
    const key = { clientId: plan.client.id, deviceId: plan.identity.deviceId, role: ROLE };
    return (await (await this.#tokens()).forget(key, refused)) === "newer-token";
  }

  async #ownKey() {
    const { deviceId } = await this.#loadIdentity();
    return { clientId: CLIENT_ID, deviceId, role: ROLE };
  }

  async #loadIdentity(): Promise<DeviceIdentity> {
    return this.#deps.loadIdentity(await this.#deps.openDatabase());
  }

  async #tokens() {
    return deviceTokenStore(await this.#deps.openDatabase(), this.gatewayUrl);
  }

  async #lifecycle(identity: SignInPlan["identity"]): Promise<GatewayBrowserDeviceAuthLifecycle> {
    return new GatewayBrowserDeviceAuthLifecycle({
      loadIdentity: () => Promise.resolve(identity),
      tokenStore: await this.#tokens(),
    });
  }
}

/** The `connect` request. Old gateways refuse unknown fields, so it holds what protocol 3 knows. */
export function connectParams(plan: SignInPlan): ConnectParams {
  return {
    minProtocol: 3,
    maxProtocol: 4,
    client: plan.client,
    role: plan.role,
    scopes: plan.scopes,
    caps: [],
    ...(plan.auth && { auth: plan.auth }),
    ...(plan.device && { device: plan.device }),
    locale: navigator.language,
    userAgent: navigator.userAgent,
  };
}

/** Which kind of credential a plan carries. */
export function credentialOf({ selectedAuth }: GatewayBrowserDeviceAuthPlan): CredentialKind {
  if (selectedAuth.authBootstrapToken) return "bootstrap-token";
  if (selectedAuth.authDeviceToken) return "shared-and-device-token";
  if (selectedAuth.usingStoredDeviceToken) return "device-token";
  if (selectedAuth.authToken) return "shared-token";
  return selectedAuth.authPassword ? "password" : "none";
}
