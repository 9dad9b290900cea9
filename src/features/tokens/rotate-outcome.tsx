import { useEffect, useRef, type ReactNode } from "react";
import { FollowReturn } from "./follow-return.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useHello } from "#data/session.ts";
import type { Rotation } from "#data/device-writes.ts";
import type { PairedDevice } from "#domain/device.ts";
import { Notice } from "#ui/notice.tsx";

interface RotateOutcomeProps {
  readonly device: PairedDevice;
  readonly role: string;
  readonly rotation: Rotation;
}

/** What a rotation did, where there is no token to show. */
export function RotateOutcome(props: RotateOutcomeProps) {
  const outcome = useRef<HTMLDivElement>(null);
  // The button that was clicked is gone, and this is what matters now.
  useEffect(() => outcome.current?.focus(), []);
  return (
    <div ref={outcome} tabIndex={-1} className="space-y-4 outline-none">
      <Outcome {...props} />
    </div>
  );
}

function Outcome({ device, role, rotation }: RotateOutcomeProps): ReactNode {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const isIn = useHello() !== null;
  if (rotation.kind === "unknown") return <UnknownOutcome now={rotation.now} />;
  if (device.deviceId === thisDeviceId) {
    return (
      <Notice tone="good" role="status" title="The token of this browser was rotated">
        {rotation.token === "stored"
          ? "The new token is stored in this browser. "
          : "The gateway did not hand the new token out; this browser gets it with the shared token. "}
        {isIn ? "This page is signed in." : "This page is signing in again…"}
      </Notice>
    );
  }
  return (
    <>
      <Notice tone="good" role="status" title="The token was rotated">
        This gateway keeps the new token for the device itself and shows it to nobody. That is how it works:
        rotating again would not show it either.
      </Notice>
      <FollowReturn device={device} role={role} sinceMs={rotation.rotatedAtMs} />
    </>
  );
}

const UNKNOWN_ENDINGS = {
  newer: {
    tone: "warn",
    title: "Rotated, but the answer was lost",
    text: "No answer came from the gateway. The list shows a newer token than when you opened this. If the answer held it, nobody has it now: rotate once more if you need one.",
  },
  same: {
    tone: "warn",
    title: "Not rotated",
    text: "No answer came from the gateway. The list shows that the token is still the old one.",
  },
  gone: {
    tone: "warn",
    title: "The token is gone",
    text: "No answer came from the gateway. Read again: the device is not paired any more, or has no token for this role. Somebody else took it away.",
  },
  unreadable: {
    tone: "danger",
    title: "Outcome unknown",
    text: "No answer came from the gateway, and it cannot be asked now. Look at the token’s age in the list when the page is connected again. Nothing is sent a second time.",
  },
} as const;

function UnknownOutcome({ now }: { readonly now: keyof typeof UNKNOWN_ENDINGS }) {
  const { tone, title, text } = UNKNOWN_ENDINGS[now];
  return (
    <Notice tone={tone} role="alert" title={title}>
      {text}
    </Notice>
  );
}
