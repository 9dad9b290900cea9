import { clsx } from "clsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { connectionTone, connectionWord } from "#domain/connection/status-words.ts";

/** How the connection to this gateway stands. */
export function ConnectionStatus() {
  const { state } = useConnectionSnapshot();
  const tone = connectionTone(state);
  return (
    <span className="inline-flex items-center gap-2">
      <span
        aria-hidden
        className={clsx("size-2 rounded-full", {
          "bg-good": tone === "good",
          "bg-warn": tone === "warn",
          "bg-danger": tone === "danger",
        })}
      />
      {connectionWord(state)}
    </span>
  );
}
