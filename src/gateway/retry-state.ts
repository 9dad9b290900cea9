import { decideRetry, type RetryDecision } from "./retry-policy.ts";
import { credentialOf, type CredentialChoice, type SignIn, type SignInPlan } from "./sign-in.ts";
import type { FollowUp } from "#domain/connection/attempt.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";

/** What the attempts of a sign-in have tried so far, and what the next one is made with. */
export class RetryState {
  #choice: CredentialChoice;
  #buildId: string | undefined;
  #used = new Set<FollowUp>();
  /** Failures in a row. */
  #failureCount = 0;

  /** @param choice the credential that the first attempt offers */
  constructor(choice: CredentialChoice) {
    this.#choice = choice;
  }

  get choice(): CredentialChoice {
    return this.#choice;
  }

  /** Sent once the gateway takes this page for an outdated copy of its own (decision 0004). */
  get buildId(): string | undefined {
    return this.#buildId;
  }

  /** Allows everything again that is tried once only. */
  startOver(choice: CredentialChoice = this.#choice): void {
    this.#choice = choice;
    this.#used = new Set();
    this.#failureCount = 0;
  }

  /** Decides what follows `failure`; drops a device token that the gateway has refused. Never throws. */
  async decide(signIn: SignIn, failure: ConnectFailure, plan: SignInPlan | null): Promise<RetryDecision> {
    const isNewerTokenStored = plan !== null && (await isNewerStored(signIn, failure, plan));
    // "Not approved yet" is no failure of the connection, so the count starts over.
    this.#failureCount = failure.code === "PAIRING_REQUIRED" ? 0 : this.#failureCount + 1;
    const { token: sharedToken, password } = signIn.shared;
    const decision = decideRetry({
      failure,
      credential: plan ? credentialOf(plan) : "none",
      sharedToken,
      hasPassword: password !== undefined,
      storedDeviceToken: plan?.selectedAuth.storedToken,
      isNewerTokenStored,
      isTrustedEndpoint: signIn.isTrustedEndpoint,
      used: this.#used,
      failureCount: this.#failureCount,
      random: Math.random(),
    });
    this.#use(decision.followUp);
    return decision;
  }

  #use(followUp: FollowUp): void {
    this.#used.add(followUp);
    // A newer device token of another tab is found by "auto"; beside a typed token it goes along.
    if (followUp === "retry-with-device-token" && this.#choice === "shared") this.#choice = "both";
    if (followUp === "retry-with-shared-credentials") this.#choice = "shared";
    if (followUp === "retry-as-development-build") this.#buildId = "dev";
  }
}

/** Whether another tab has stored a newer device token than the one that was refused; that one is dropped. */
async function isNewerStored(signIn: SignIn, failure: ConnectFailure, plan: SignInPlan): Promise<boolean> {
  // Old gateways answer a stale device token with either code, depending on the field that it came in.
  const isStale =
    failure.code === "AUTH_DEVICE_TOKEN_MISMATCH" ||
    (failure.code === "AUTH_TOKEN_MISMATCH" && credentialOf(plan) === "device-token");
  try {
    return isStale && (await signIn.dropRefusedToken(plan));
  } catch (error) {
    // A failure of the storage must not hide what the gateway answered.
    reportError(error);
    return false;
  }
}
