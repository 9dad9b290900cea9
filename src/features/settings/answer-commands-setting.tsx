import { chooseToAnswerCommands, useAnswersCommands } from "#data/answer-commands.ts";
import { Card } from "#ui/card.tsx";
import { Check } from "#ui/check.tsx";

/** The switch for answering commands of agents, with the truth about what gateways think of this page. */
export function AnswerCommandsSetting() {
  const answers = useAnswersCommands();
  return (
    <Card title="Commands of agents">
      <Check
        isSwitch
        isChecked={answers}
        onChange={chooseToAnswerCommands}
        hint={
          <p role="status">
            {answers
              ? "On. What waits for a yes or no can be reviewed and answered on every page."
              : "Off. What waits is shown, with where else to answer it."}
          </p>
        }
      >
        Answer commands of agents here
      </Check>
      <p className="text-sm text-muted">
        Gateways take every open page that is an administrator for somebody who answers, whatever is chosen
        here, and let agents wait for it. None of them offers a way out of that. So what waits is never
        hidden.
      </p>
    </Card>
  );
}
