/** What the troubleshooter says: findings, and how an explanation becomes one. */

import type { Advice, AdvisedCommand, Explanation, PageAction } from "./explanation.ts";

/** Something to do about a finding. */
export type Step =
  | ({ readonly kind: "command" } & AdvisedCommand)
  | {
      readonly kind: "action";
      readonly action: PageAction;
      readonly label: string;
      /** Until when there is no use in trying, ms since the epoch, this browser's clock (`wait-out-rate-limit`). */
      readonly untilMs?: number;
    }
  | { readonly kind: "text"; readonly text: string };

/** One thing that is wrong, or that is fine. All text is safe to show, save `code`. */
export interface Finding {
  /** Stable, for links: the gateway's code, or a name of ours such as `never-opened`. */
  readonly id: string;
  /** The gateway's code as it came. */
  readonly code: string | null;
  readonly severity: "blocking" | "warning" | "info";
  readonly certainty: "sure" | "likely" | "guess";
  readonly title: string;
  readonly cause: string;
  /** What speaks for it, in sentences. Holds addresses, and no secret. */
  readonly evidence: readonly string[];
  /** What the page did by itself. */
  readonly alreadyTried: readonly string[];
  readonly steps: readonly Step[];
}

/** Something that was noticed; `cost` orders what is equally certain: the cheapest to test comes first. */
export interface Observation extends Pick<Finding, "id" | "severity" | "certainty" | "evidence"> {
  readonly code?: string | null;
  readonly cost: number;
  readonly advice: Advice;
}

/**
 * Whom steps are for: this browser, a device of the list, or nobody that this page could act for (`elsewhere`).
 */
export type Who = "this-browser" | "device" | "elsewhere";

const LABELS: Readonly<Record<PageAction, string>> = {
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

function actionStep(action: PageAction, untilMs?: number): Step {
  return { kind: "action", action, label: LABELS[action], ...(untilMs !== undefined && { untilMs }) };
}

function commandStep({ label, command, for: generation }: AdvisedCommand): Step {
  return { kind: "command", label, command, ...(generation && { for: generation }) };
}

/** The steps of an explanation: in words, then what the page can do, then commands. */
export function stepsOf(
  explanation: Pick<Explanation, "next" | "actions" | "deviceActions" | "commands">,
  who: Who,
  untilMs?: number,
): readonly Step[] {
  const { actions = [], deviceActions = [], commands = [] } = explanation;
  const ours = { "this-browser": actions, device: deviceActions, elsewhere: [] }[who];
  return [
    { kind: "text", text: explanation.next },
    ...ours.map((action) => actionStep(action, action === "wait-out-rate-limit" ? untilMs : undefined)),
    ...commands.map(commandStep),
  ];
}
