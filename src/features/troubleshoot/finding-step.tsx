import type { Step } from "#domain/recovery/finding.ts";
import { formatCountdown } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "#components/command-block.tsx";
import { useNow } from "#ui/use-now.ts";

type ActionStep = Extract<Step, { kind: "action" }>;

/** Runs an action of a finding. */
export type TakeAction = (action: ActionStep["action"]) => void;

/** These have their own place on the page, with a field or a warning. */
const ELSEWHERE: ReadonlySet<ActionStep["action"]> = new Set([
  "try-token",
  "forget-device-token",
  "forget-browser",
]);

/** One step: a text, a command or a button. */
export function FindingStep({ step, onAction }: { readonly step: Step; readonly onAction: TakeAction }) {
  switch (step.kind) {
    case "text":
      return <p>{step.text}</p>;
    case "command":
      return <Command {...step} />;
    case "action":
      if (ELSEWHERE.has(step.action)) return null;
      if (step.action === "wait-out-rate-limit") return <Countdown untilMs={step.untilMs ?? 0} />;
      if (step.action === "wait-for-approval") {
        return (
          <p className="font-medium">This page retries automatically, and connects once it is approved.</p>
        );
      }
      return (
        <Button className="mr-2" onClick={() => onAction(step.action)}>
          {step.label}
        </Button>
      );
  }
}

function Countdown({ untilMs }: { readonly untilMs: number }) {
  const leftMs = untilMs - useNow();
  return (
    <p className="font-medium">
      {leftMs > 0
        ? `Wait ${formatCountdown(leftMs)}. Until then every attempt is refused, even with the right token.`
        : "You can try again now."}
    </p>
  );
}
