import { useState, type FormEvent } from "react";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { inspectToken } from "#domain/credential-input.ts";
import { lockedUntilMs, triesLeft } from "#domain/recovery/lockout.ts";
import { Button } from "#ui/button.tsx";
import { TextField } from "#ui/text-field.tsx";
import { formatCountdown } from "#lib/time.ts";
import { useNow } from "#ui/use-now.ts";

/** Tries a token at the gateway in use, without leaving the page. It is kept for this gateway, as on Connect. */
export function TryToken({ gatewayUrl, onTry }: { readonly gatewayUrl: string; readonly onTry: () => void }) {
  const connection = useConnection();
  const { state, attempts } = useConnectionSnapshot();
  const now = useNow();
  const [token, setToken] = useState("");
  const inspected = inspectToken(token);
  const problem = inspected.kind === "ok" || inspected.kind === "empty" ? null : inspected;
  const lockedForMs = (lockedUntilMs(attempts) ?? 0) - now;
  const isLocked = lockedForMs > 0;
  const isBusy = state.phase === "opening" || state.phase === "authenticating";
  const left = triesLeft(attempts, now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() === "" || problem?.blocks || isLocked || isBusy) return;
    onTry();
    connection.connect(gatewayUrl, { token: token.trim(), password: "", remember: false });
    setToken("");
  };
  return (
    <form onSubmit={submit} className="space-y-2">
      <TextField
        label="Token"
        isSecret
        value={token}
        onChange={setToken}
        autoComplete="off"
        error={
          problem && (
            <>
              <strong>{problem.title}.</strong> {problem.sentence}
              {problem.suggestion !== undefined && (
                <Button size="small" className="mt-1 flex" onClick={() => setToken(problem.suggestion ?? "")}>
                  Use what is meant
                </Button>
              )}
            </>
          )
        }
        hint={
          isLocked
            ? `The gateway refuses everything from this address for another ${formatCountdown(lockedForMs)}.`
            : `A wrong one costs one attempt. ${left} left before the gateway locks this address out for a while.`
        }
      />
      <Button type="submit" variant="primary" disabled={token.trim() === "" || isLocked || isBusy}>
        {isBusy ? "Trying…" : "Try this token"}
      </Button>
    </form>
  );
}
