import type { BrowserContext } from "@playwright/test";

/**
 * Errors on the console while a gateway is being stopped or started: it refuses connections, or answers 503 in between, or
 * something was sent to it that it no longer takes.
 */
const GATEWAY_AWAY =
  /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|Unexpected response code: 503|already in CLOSING or CLOSED state/;

/** What went wrong in the page that nobody looks at: exceptions, errors on the console, refusals by the CSP. */
export class PageProblems {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Says that problems of this kind belong to what is tested. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Says that the page meets a gateway that is being stopped or started. */
  expectGatewayAway(): void {
    this.expect(GATEWAY_AWAY);
  }

  get unexpected(): readonly string[] {
    return this.#found.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }

  async watch(context: BrowserContext): Promise<void> {
    context.on("weberror", (webError) => this.#found.push(`exception: ${webError.error().message}`));
    context.on("console", (message) => {
      if (message.type() === "error") this.#found.push(`console: ${message.text()}`);
    });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
        console.error(`CSP refused ${effectiveDirective}: ${blockedURI} ${sample}`);
      });
    });
  }
}
