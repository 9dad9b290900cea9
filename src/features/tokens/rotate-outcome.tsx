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

/** The result of a rotation that returned no token to show. */
export function RotateOutcome({ device, role, rotation }: RotateOutcomeProps) {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const isIn = useHello() !== null;
  if (rotation.kind === "unknown") return <UnknownOutcome now={rotation.now} />;
  if (device.deviceId === thisDeviceId) {
    return (
      <Notice tone="good" role="status" title="The token of this browser was rotated">
        {rotation.token === "stored"
          ? "The new token is stored in this browser. "
          : "The gateway did not return the new token; this browser gets it with the shared token. "}
        {isIn ? "This page is signed in." : "This page is signing in again…"}
      </Notice>
    );
  }
  return (
    <>
      <Notice tone="good" role="status" title="The token was rotated">
        This gateway gives the new token only to the device itself. Rotating again would not show it either.
      </Notice>
      <FollowReturn device={device} role={role} sinceMs={rotation.rotatedAtMs} />
    </>
  );
}

const UNKNOWN_ENDINGS = {
  newer: {
    tone: "warn",
    title: "Rotated, but the answer was lost",
    text: "The gateway did not answer. The list shows a newer token than when you opened this dialog. If the answer contained that token, it is lost: rotate again if you need one.",
  },
  same: {
    tone: "warn",
    title: "Not rotated",
    text: "The gateway did not answer. The list still shows the old token.",
  },
  gone: {
    tone: "warn",
    title: "The token is gone",
    text: "The gateway did not answer. The device is no longer paired, or has no token for this role: somebody else has removed it.",
  },
  unreadable: {
    tone: "danger",
    title: "Outcome unknown",
    text: "The gateway did not answer, and this page cannot check the list now. When it is connected again, look at the token’s age in the list. This page does not send the request again.",
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
