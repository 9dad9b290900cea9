import type { Attempt } from "#gateway/attempts.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatClock } from "#lib/time.ts";

const CREDENTIALS: Readonly<Record<NonNullable<Attempt["credential"]>, string>> = {
  none: "no credential",
  "shared-token": "the shared token",
  password: "the password",
  "device-token": "the stored device token",
  "shared-and-device-token": "the shared token and the stored device token",
};

const SHOWN = 8;

/** The last tries to sign in, newest first. */
export function AttemptLog({ attempts }: { readonly attempts: readonly Attempt[] }) {
  return (
    <section aria-labelledby="attempts-heading" className="rounded-xl border border-line bg-surface p-5">
      <h2 id="attempts-heading" className="mb-3 font-semibold">
        Last attempts
      </h2>
      {attempts.length === 0 && <p className="text-muted">This browser has not tried to sign in yet.</p>}
      <ol className="space-y-3">
        {attempts
          .slice(-SHOWN)
          .toReversed()
          .map((attempt) => (
            <li key={attempt.id}>
              <p className="font-medium">{ending(attempt)}</p>
              <p className="font-mono text-[0.8rem] text-muted">
                {formatClock(attempt.startedAtMs)}
                {attempt.credential && ` · with ${CREDENTIALS[attempt.credential]}`}
                {typeof attempt.failure?.closeCode === "number" && ` · close ${attempt.failure.closeCode}`}
              </p>
            </li>
          ))}
      </ol>
    </section>
  );
}

function ending({ phases, failure }: Attempt): string {
  const reached = phases.at(-1)?.phase;
  if (failure?.code) return safeText(failure.code).plain;
  if (failure)
    return reached === "connected" ? "Connection lost" : reached === "opening" ? "No answer" : "Refused";
  return reached === "connected" ? "Signed in" : "Under way";
}
