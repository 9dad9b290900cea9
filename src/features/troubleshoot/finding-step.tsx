import type { Step } from "#domain/recovery/finding.ts";
import { formatCountdown } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "#ui/command.tsx";
import { useNow } from "#ui/use-now.ts";

type ActionStep = Extract<Step, { kind: "action" }>;

/** Takes an action that a finding offers. */
export type TakeAction = (action: ActionStep["action"]) => void;

/** These have a place of their own on the page, with a field or a warning. */
const ELSEWHERE: ReadonlySet<ActionStep["action"]> = new Set([
  "try-token",
  "forget-device-token",
  "forget-browser",
]);

const AUDIENCES = { old: "older gateways", new: "newer gateways", both: null } as const;

/** One thing to do: in words, as a command, or as a button. */
export function FindingStep({ step, onAction }: { readonly step: Step; readonly onAction: TakeAction }) {
  switch (step.kind) {
    case "text":
      return <p>{step.text}</p>;
    case "command": {
      const audience = step.for === undefined ? null : AUDIENCES[step.for];
      const isNamed = audience === null || step.label.includes(audience);
      return <Command label={isNamed ? step.label : `${step.label} (${audience})`} command={step.command} />;
    }
    case "action":
      if (ELSEWHERE.has(step.action)) return null;
      if (step.action === "wait-out-rate-limit") return <Countdown untilMs={step.untilMs ?? 0} />;
      if (step.action === "wait-for-approval") {
        return (
          <p className="font-medium">This page asks again by itself, and comes in once it is approved.</p>
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
        ? `Wait ${formatCountdown(leftMs)}. Every further try is refused until then, also with the right token.`
        : "The pause is over: try again."}
    </p>
  );
}
