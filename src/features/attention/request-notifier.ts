import { showNotification } from "#data/notification-setting.ts";
import { FLOOD_SIZE } from "#domain/floods.ts";
import type { Asking } from "./asking.ts";

const FLOOD_WINDOW_MS = 60_000;
const SUMMARY_TAG = "gatehouse-requests";

/**
 * Notifies about requests that come while nobody looks at the page, and shows one notification for a flood of them. A
 * notification leads to the review, decides nothing, and closes when its request ends.
 */
export class RequestNotifier {
  #onOpen: (requestId: string | null) => void = () => undefined;
  #seen: ReadonlySet<string> = new Set();
  #toldAtMs: readonly number[] = [];
  readonly #open = new Map<string, Notification>();
  readonly #gatewayUrl: string;
  #gatewayName: string | null = null;
  #summary: Notification | null = null;

  /** @param gatewayUrl the gateway of the requests */
  constructor(gatewayUrl: string) {
    this.#gatewayUrl = gatewayUrl;
  }

  /** Sets what a click opens: the review of a request, or the list (null). */
  leadTo(onOpen: (requestId: string | null) => void): void {
    this.#onOpen = onOpen;
  }

  /**
   * Updates the notifications.
   * @param asking all that waits now
   * @param isWatched the person looks at the page, so none is needed
   * @param gatewayName the name of the gateway, if there are several
   */
  update(asking: readonly Asking[], isWatched: boolean, gatewayName: string | null = null): void {
    this.#gatewayName = gatewayName;
    const ids = new Set(asking.map(({ requestId }) => requestId));
    for (const [requestId] of this.#open) if (!ids.has(requestId)) this.#close(requestId);
    if (asking.length === 0) this.#closeSummary();
    const fresh = asking.filter(({ requestId }) => !this.#seen.has(requestId));
    this.#seen = ids;
    if (isWatched || fresh.length === 0) return;

    const now = Date.now();
    const recent = this.#toldAtMs.filter((atMs) => now - atMs < FLOOD_WINDOW_MS);
    this.#toldAtMs = [...recent, ...fresh.map(() => now)];
    if (this.#toldAtMs.length >= FLOOD_SIZE) {
      this.#tellTogether(asking.length);
      return;
    }
    for (const one of fresh) this.#tell(one);
  }

  /** Closes all notifications. */
  closeAll(): void {
    for (const [requestId] of this.#open) this.#close(requestId);
    this.#closeSummary();
  }

  #tell({ requestId, describe }: Asking): void {
    const { title, body } = describe();
    const shown = showNotification(title, { body: this.#withGateway(body), tag: requestId });
    if (!shown) return;
    this.#open.set(requestId, shown);
    shown.addEventListener("close", () => {
      if (this.#open.get(requestId) === shown) this.#open.delete(requestId);
    });
    shown.addEventListener("click", () => {
      this.#close(requestId);
      this.#onOpen(requestId);
    });
  }

  #tellTogether(count: number): void {
    for (const [requestId] of this.#open) this.#close(requestId);
    // The same tag replaces the last notification without a sound.
    const shown = showNotification("Several requests wait", {
      body: this.#withGateway(`${count} ${count === 1 ? "request waits" : "requests wait"} for approval.`),
      tag: `${SUMMARY_TAG} ${this.#gatewayUrl}`,
    });
    this.#summary = shown;
    shown?.addEventListener("click", () => {
      this.#closeSummary();
      this.#onOpen(null);
    });
  }

  #withGateway(text: string): string {
    return this.#gatewayName === null ? text : `${text}\nGateway: ${this.#gatewayName}`;
  }

  #close(requestId: string): void {
    this.#open.get(requestId)?.close();
    this.#open.delete(requestId);
  }

  #closeSummary(): void {
    this.#summary?.close();
    this.#summary = null;
  }
}
