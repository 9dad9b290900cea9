import { useEffect, useState } from "react";
import type { PairingRequest } from "#domain/device.ts";
import { keyMatchesDeviceId } from "#domain/fingerprint.ts";

/** Whether the device ID of `request` is the hash of its key; null if that is not known, or not yet. */
export function useKeyMatch(request: PairingRequest): boolean | null {
  const [match, setMatch] = useState<{ readonly of: PairingRequest; readonly isMatch: boolean | null }>();
  useEffect(() => {
    let isCurrent = true;
    void keyMatchesDeviceId(request.publicKey, request.deviceId).then((isMatch) => {
      if (isCurrent) setMatch({ of: request, isMatch });
    });
    return () => {
      isCurrent = false;
    };
  }, [request]);
  return match && match.of === request ? match.isMatch : null;
}
