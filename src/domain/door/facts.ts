/** How a gateway's door is set, as far as its configuration tells. */

/** Where a secret of the gateway's comes from. Its value is never told. */
export type SecretSource =
  | { readonly kind: "written" }
  /** The configuration names a variable of the environment; undefined where the gateway does not tell which. */
  | { readonly kind: "variable"; readonly name: string | undefined }
  /** A secret store; `source` is its kind, such as `file` or `exec`. */
  | { readonly kind: "store"; readonly source: string }
  /** Not in the configuration: it comes from the environment, or there is none. */
  | { readonly kind: "absent" };

/** The limit on wrong credentials that is written down; what is absent has the gateway's default. */
export interface WrittenLimit {
  readonly maxAttempts?: number | undefined;
  readonly windowMs?: number | undefined;
  readonly lockoutMs?: number | undefined;
  readonly exemptLoopback?: boolean | undefined;
}

/** What a reverse proxy is trusted with that signs people in. */
export interface ProxySignIn {
  readonly userHeader: string | undefined;
  readonly allowUsers: readonly string[];
  readonly allowLoopback: boolean;
  readonly autoApproves: boolean;
  readonly autoApprovedScopes: readonly string[];
}

/** Undefined where nothing is set: the gateway's default applies. */
export interface DoorFacts {
  /** What the configuration was when it was read; a change is bound to it. */
  readonly hash: string | undefined;
  /** False: the running gateway does not go by what is written yet. Undefined: old gateways do not say. */
  readonly isApplied: boolean | undefined;
  readonly authMode: string | undefined;
  readonly token: SecretSource;
  readonly password: SecretSource;
  readonly allowTailscale: boolean | undefined;
  readonly proxySignIn: ProxySignIn | undefined;
  readonly limit: WrittenLimit | undefined;
  readonly bind: string | undefined;
  readonly customBindHost: string | undefined;
  readonly port: number | undefined;
  readonly hasTls: boolean;
  readonly tailscale: string | undefined;
  readonly hasControlUi: boolean;
  readonly allowedOrigins: readonly string[] | undefined;
  readonly trustedProxies: readonly string[];
  readonly autoApproveLocal: boolean | undefined;
  readonly autoApproveCidrs: readonly string[];
  /** An object where its details are set. */
  readonly sshVerify: boolean | Readonly<Record<string, unknown>> | undefined;
  readonly mdns: string | undefined;
  /** Settings that are on and weaken the door, by their paths. */
  readonly flags: readonly string[];
}

/** Gateways listen on loopback only, unless told otherwise. */
export function isOnLoopback({ bind }: Pick<DoorFacts, "bind">): boolean {
  return bind === undefined || bind === "loopback";
}
