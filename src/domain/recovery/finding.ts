import type { Advice, AdvisedCommand, Explanation, PageAction } from "./advice.ts";

/** Something to do about a finding. */
export type Step =
  | ({ readonly kind: "command" } & AdvisedCommand)
  | {
      readonly kind: "action";
      readonly action: PageAction;
      readonly label: string;
      /** When trying makes sense again, ms since the epoch, this browser's clock (`wait-out-rate-limit`). */
      readonly untilMs?: number | undefined;
    }
  | { readonly kind: "text"; readonly text: string };

/** One thing that is wrong, or that is fine. All text is safe to show, save `code`. */
export interface Finding extends Pick<Explanation, "id" | "code" | "title" | "cause"> {
  readonly severity: NonNullable<Advice["severity"]>;
  readonly certainty: NonNullable<Advice["certainty"]>;
  /** What speaks for it, in sentences. Holds addresses, and no secret. */
  readonly evidence: readonly string[];
  /** What the page did by itself. */
  readonly alreadyTried: readonly string[];
  readonly steps: readonly Step[];
}

/** Something that was noticed. Of equally certain ones, the one with the lowest `cost` to test comes first. */
export interface Observation extends Advice {
  readonly id: string;
  readonly code?: string | null;
  readonly evidence: readonly string[];
  readonly cost: number;
}

/** Whom steps are for: this browser, a device of the list, or nobody that this page could act for (`elsewhere`). */
export type Who = "this-browser" | "device" | "elsewhere";

const ACTION_LABELS: Readonly<Record<PageAction, string>> = {
  "try-token": "Try a token",
  "forget-device-token": "Forget the device token",
  "forget-browser": "Forget this browser",
  retry: "Try again",
  "wait-for-approval": "Wait for approval",
  "wait-out-rate-limit": "Wait until the pause is over",
  rotate: "Rotate its token",
  remove: "Remove the device",
  "open-connect": "Change address or sign-in",
  "open-device": "Open the device",
};

/** Makes a finding of advice; the steps are words, then what the page can do, then commands. */
export function toFinding(
  { id, code, title, cause, next, severity = "blocking", certainty = "sure", ...advice }: Explanation,
  who: Who,
  { evidence = [], alreadyTried = [], untilMs }: Partial<FindingExtras> = {},
): Finding {
  const { actions = [], deviceActions = [], commands = [] } = advice;
  const ours = { "this-browser": actions, device: deviceActions, elsewhere: [] }[who];
  const steps: readonly Step[] = [
    { kind: "text", text: next },
    ...ours.map((action) => actionStep(action, untilMs)),
    ...commands.map(({ label, command }): Step => ({ kind: "command", label, command })),
  ];
  return { id, code, severity, certainty, title, cause, evidence, alreadyTried, steps };
}

interface FindingExtras extends Pick<Finding, "evidence" | "alreadyTried"> {
  readonly untilMs: number | undefined;
}

function actionStep(action: PageAction, untilMs: number | undefined): Step {
  const label = ACTION_LABELS[action];
  return { kind: "action", action, label, untilMs: action === "wait-out-rate-limit" ? untilMs : undefined };
}
