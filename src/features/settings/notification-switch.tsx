import { useState } from "react";
import {
  turnOffNotifications,
  turnOnNotifications,
  useNotificationState,
  type NotificationState,
} from "#data/notification-setting.ts";
import { Card } from "#ui/card.tsx";
import { Check } from "#ui/check.tsx";

const WORDS: Readonly<Record<NotificationState, string>> = {
  on: "On. You get notifications while a tab with this page is open and you are not looking at it.",
  off: "Off. The browser may ask for permission when you turn this on.",
  denied:
    "This browser blocks notifications from this page. Allow them in its settings for this site (the icon next to the address), then come back here.",
  insecure:
    "Browsers allow notifications only on pages opened over https, or from http://localhost on this computer.",
  unsupported: "This browser does not support notifications.",
};

/** The switch for notifications, with what the browser allows. */
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
    <Card title="Notifications">
      <Check
        isSwitch
        isChecked={state === "on"}
        isDisabled={!isPossible || isAsking}
        onChange={() => void toggle()}
        hint={<p role="status">{isAsking ? "Answer the browser’s question." : WORDS[state]}</p>}
      >
        Tell me when a device asks
      </Check>
      <p className="text-sm text-muted">
        A notification says which device or node asks and for what, or that an agent waits. Clicking it leads
        there and approves nothing.
      </p>
    </Card>
  );
}
