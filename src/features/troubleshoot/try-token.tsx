import type { FormEvent } from "react";
import { TokenField } from "#components/token-field.tsx";
import { useGateway } from "#data/gateway.ts";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { useTokenInput } from "#data/token-input.ts";
import { lockedUntilMs, triesLeft } from "#domain/recovery/rate-limit.ts";
import { Button } from "#ui/button.tsx";
import { formatCountdown } from "#lib/time.ts";
import { useNow } from "#ui/use-now.ts";

/** Tries a token at the gateway in use. It is stored once the gateway has accepted it. */
export function TryToken({ onTry }: { readonly onTry: () => void }) {
  const { url: gatewayUrl } = useGateway();
  const connection = useConnection();
  const { state, attempts } = useConnectionSnapshot();
  const now = useNow();
  const token = useTokenInput(gatewayUrl);
  const isEmpty = token.value.trim() === "";
  const lockedForMs = (lockedUntilMs(attempts) ?? 0) - now;
  const isLocked = lockedForMs > 0;
  const isBusy = state.phase === "opening" || state.phase === "authenticating";
  const left = triesLeft(attempts, now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isEmpty || token.problem?.blocks || isLocked || isBusy) return;
    onTry();
    connection.connect({ ...token.typed, remember: false });
    token.setValue("");
  };
  return (
    <form onSubmit={submit} className="space-y-2">
      <TokenField
        token={token}
        hint={
          isLocked
            ? `The gateway refuses all attempts from this address for another ${formatCountdown(lockedForMs)}.`
            : `A wrong token costs one attempt. ${left} left before the gateway locks this address out for a while.`
        }
      />
      <Button type="submit" variant="primary" disabled={isEmpty || isLocked || isBusy}>
        {isBusy ? "Trying…" : "Try this token"}
      </Button>
    </form>
  );
}
