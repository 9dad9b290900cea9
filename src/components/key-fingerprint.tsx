import { fingerprintWords } from "#domain/fingerprint-words.ts";
import { fingerprintHex } from "#domain/fingerprint.ts";
import { safeText } from "#lib/safe-text.ts";

/** The fingerprint of a device's key, as words to compare and in hex. */
export function Fingerprint({ deviceId }: { readonly deviceId: string }) {
  const words = fingerprintWords(deviceId);
  return (
    <div>
      {words && <p className="text-lg font-semibold">{words.join(" · ")}</p>}
      <p className="font-mono text-[0.8rem] [overflow-wrap:anywhere] text-muted">
        {fingerprintHex(deviceId) ?? safeText(deviceId, 128).plain}
      </p>
    </div>
  );
}
