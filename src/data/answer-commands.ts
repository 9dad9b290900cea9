import { preference } from "./preference.ts";
import { usePreference } from "./use-preference.ts";

const isOn = preference("gatehouse.answer-commands", (text) => text !== "off");

/** Whether this person answers commands of agents on this page. */
export function useAnswersCommands(): boolean {
  return usePreference(isOn);
}

export function chooseToAnswerCommands(answers: boolean): void {
  isOn.write(answers ? null : "off");
}
