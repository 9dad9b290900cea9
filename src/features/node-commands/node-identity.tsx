import { clientKind, platformText } from "#domain/client-kinds.ts";
import { fingerprintWords } from "#domain/fingerprint-words.ts";
import { fingerprintHex } from "#domain/fingerprint.ts";
import type { NodeRequest } from "#domain/node-request.ts";
import { safeText } from "#lib/safe-text.ts";
import { Fact } from "#ui/fact.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

/** Which node asks: first what cannot be forged, then what it says about itself. */
export function NodeIdentity({ request }: { readonly request: NodeRequest }) {
  const words = fingerprintWords(request.deviceId);
  const hex = fingerprintHex(request.deviceId);
  return (
    <section>
      <h3 className="mb-1 font-semibold">Which node</h3>
      <dl className="space-y-2">
        <Fact name="Key fingerprint">
          {words?.join(" · ") ?? "Its id is no key fingerprint."}
          <details className="font-mono text-[0.8rem] text-muted">
            <summary className="cursor-pointer">{hex ? `${hex.slice(0, 19)} …` : "Node id"}</summary>
            <span className="[overflow-wrap:anywhere]">{hex ?? safeText(request.deviceId, 128).plain}</span>
          </details>
        </Fact>
        <Fact name="App and system">
          {[clientKind(request).label, platformText(request) ?? "system unknown"].join(" · ")}
          {request.version !== undefined && (
            <>
              {" · "}
              <HostileText text={safeText(request.version, 40)} />
            </>
          )}
        </Fact>
        <Fact name="Address">
          {request.remoteIp ? (
            <HostileText text={safeText(request.remoteIp, 45)} />
          ) : (
            "The gateway does not say."
          )}
        </Fact>
      </dl>
    </section>
  );
}
