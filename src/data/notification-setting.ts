import { useSyncExternalStore } from "react";
import { preference } from "./preference.ts";

/**
 * Whether this browser tells a person who is not looking that a device asks. Wanting it is not enough: the browser
 * has to allow it, and may take that back at any time.
 */
export type NotificationState =
  | "on"
  | "off"
  /** The person or the browser's settings forbid it; the page cannot ask again. */
  | "denied"
  /** Browsers allow it only for pages from https and from this computer. */
  | "insecure"
  /** This browser has no notifications, or none that a page may show. */
  | "unsupported";

const isWanted = preference("gatehouse.notifications", (text) => text === "on");
/** Some browsers (Chrome on Android) have the constructor, and throw when it is used. */
let isRefused = false;

/** How it stands now. */
export function readNotificationState(): NotificationState {
  if (!window.isSecureContext) return "insecure";
  if (!("Notification" in window) || isRefused) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && isWanted.read() ? "on" : "off";
}

/**
 * Asks the browser, which asks the person where they have not decided yet; then shows one notification, so that both
 * know what to expect and whether the system lets it through. Call it from a click: browsers ask only then.
 */
export async function turnOnNotifications(): Promise<void> {
  const permission = await Notification.requestPermission();
  isWanted.write(permission === "granted" ? "on" : null);
  if (permission !== "granted") return;
  showNotification("Gatehouse will tell you here", {
    body: "When something waits for your yes and you are not looking at this page.",
    tag: "gatehouse-on",
  });
}

/** Shows nothing from now on. The browser's permission stays: only the person can take it back. */
export function turnOffNotifications(): void {
  isWanted.write(null);
}

/** Shows a notification. @returns null where the browser does not let a page do that, which is then remembered */
export function showNotification(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    isRefused = true;
    isWanted.write(null);
    return null;
  }
}

/** Asked for once: Chromium keeps each answer for as long as the page lives. */
let permission: Promise<PermissionStatus | undefined> | undefined;

function subscribe(listener: () => void): () => void {
  const stop = isWanted.subscribe(listener);
  const changes = new AbortController();
  // The person may change their mind in the browser's own settings.
  permission ??= Promise.resolve(navigator.permissions?.query({ name: "notifications" })).catch(
    () => undefined,
  );
  void permission.then((status) => status?.addEventListener("change", listener, { signal: changes.signal }));
  return () => {
    stop();
    changes.abort();
  };
}

/** Whether a person is told, and if not, why not. */
export function useNotificationState(): NotificationState {
  return useSyncExternalStore(subscribe, readNotificationState);
}

/** Whether a person is told. Cheaper: browsers take milliseconds to say what they allow, and are asked only if it matters. */
export function useIsNotifying(): boolean {
  return useSyncExternalStore(subscribe, () => isWanted.read() && readNotificationState() === "on");
}
