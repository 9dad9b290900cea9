import { showNotification } from "#data/notification-setting.ts";
import type { PairingRequest } from "#domain/device.ts";
import { FLOOD_SIZE } from "#domain/floods.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { riskTiers, TIER_LABELS } from "#domain/risk.ts";
import type { DeviceList } from "#gateway/messages.ts";

const FLOOD_WINDOW_MS = 60_000;
const SUMMARY_TAG = "gatehouse-requests";

/**
 * Tells about requests that come while nobody looks at the page: each by itself, and those of a flood together. A
 * notification leads to the review and decides nothing. It goes when its request does.
 */
export class RequestNotifier {
  #onOpen: (requestId: string | null) => void = () => undefined;
  #seen: ReadonlySet<string> = new Set();
  #toldAtMs: readonly number[] = [];
  readonly #open = new Map<string, Notification>();
  #summary: Notification | null = null;

  /** Says what a click leads to: the review of a request, or for many of them (null) the list. */
  leadTo(onOpen: (requestId: string | null) => void): void {
    this.#onOpen = onOpen;
  }

  /** Takes the list as it is now. @param isWatched the person looks at the page: it tells them itself */
  update({ pending, paired }: DeviceList, isWatched: boolean): void {
    const ids = new Set(pending.map(({ requestId }) => requestId));
    for (const [requestId] of this.#open) if (!ids.has(requestId)) this.#close(requestId);
    if (pending.length === 0) this.#closeSummary();
    const fresh = pending.filter(({ requestId }) => !this.#seen.has(requestId));
    this.#seen = ids;
    if (isWatched || fresh.length === 0) return;

    const now = Date.now();
    const recent = this.#toldAtMs.filter((atMs) => now - atMs < FLOOD_WINDOW_MS);
    this.#toldAtMs = [...recent, ...fresh.map(() => now)];
    if (this.#toldAtMs.length >= FLOOD_SIZE) {
      this.#tellTogether(pending.length);
      return;
    }
    for (const request of fresh) {
      this.#tell(
        request,
        paired.some(({ deviceId }) => deviceId === request.deviceId),
      );
    }
  }

  /** Takes all notifications back, for a page that goes or a person who does not want them any more. */
  closeAll(): void {
    for (const [requestId] of this.#open) this.#close(requestId);
    this.#closeSummary();
  }

  #tell(request: PairingRequest, isPaired: boolean): void {
    const { requestId, deviceId, roles, scopes } = request;
    const tiers = riskTiers(roles, scopes).map((tier) => TIER_LABELS[tier]);
    // The title is ours alone: a name could say anything there.
    const shown = showNotification(isPaired ? "A device asks for more" : "A device asks to be let in", {
      body: `${shownName(request, 40).safe.plain} (${shortDeviceId(deviceId)})\n${tiers.join(", ") || "No rights"}`,
      tag: requestId,
    });
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
    // The same tag replaces the last one without another sound.
    const shown = showNotification("Several devices ask to be let in", {
      body: `${count} ${count === 1 ? "request waits" : "requests wait"} for approval.`,
      tag: SUMMARY_TAG,
    });
    this.#summary = shown;
    shown?.addEventListener("click", () => {
      this.#closeSummary();
      this.#onOpen(null);
    });
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
