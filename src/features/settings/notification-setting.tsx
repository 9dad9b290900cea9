import { useState } from "react";
import {
  turnOffNotifications,
  turnOnNotifications,
  useNotificationState,
  type NotificationState,
} from "#data/notification-setting.ts";

const WORDS: Readonly<Record<NotificationState, string>> = {
  on: "On. Notifications come while a tab with this page is open and you are not looking at it.",
  off: "Off. When you turn it on, the browser asks you first, unless you have answered it before.",
  denied:
    "This browser does not let the page show notifications. Allow them in its settings for this site (the sign beside the address), then come back here.",
  insecure:
    "Browsers allow notifications only for pages that were opened by https, or by http://localhost on this computer.",
  unsupported: "This browser cannot show notifications for a page.",
};

/** The switch for notifications, with the truth about what the browser allows. */
export function NotificationSetting() {
  const state = useNotificationState();
  const [isAsking, setAsking] = useState(false);
  const isPossible = state === "on" || state === "off";
  const toggle = async () => {
    if (state === "on") {
      turnOffNotifications();
      return;
    }
    setAsking(true);
    await turnOnNotifications();
    setAsking(false);
  };
  return (
    <section className="rounded-xl border border-line bg-surface p-5">
      <h2 className="mb-3 font-semibold">Notifications</h2>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          role="switch"
          className="size-4 accent-accent"
          checked={state === "on"}
          aria-checked={state === "on"}
          disabled={!isPossible || isAsking}
          aria-describedby="notification-state"
          onChange={() => void toggle()}
        />
        Tell me when a device asks
      </label>
      <p id="notification-state" role="status" className="mt-2 text-muted">
        {isAsking ? "Answer the browser’s question." : WORDS[state]}
      </p>
      <p className="mt-2 text-sm text-muted">
        A notification says which device asks and for what. A click on it opens the review; nothing is
        approved by it.
      </p>
    </section>
  );
}
