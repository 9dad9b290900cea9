import type { LinkQuestion } from "#data/start.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

interface LinkQuestionNoticeProps {
  readonly question: LinkQuestion;
  readonly onUse: () => void;
  readonly onIgnore: () => void;
}

const WORDS = {
  "unknown-gateway": {
    title: "This link is for a gateway that this browser has not used before",
    advice: "Nothing has been sent yet. Use it only if you trust this gateway.",
    use: "Use this gateway",
    ignore: "Ignore it",
  },
  "no-gateway": {
    title: "This link contains a token but does not name a gateway",
    advice: "Nothing has been sent yet. Send the token to this gateway only if the link is meant for it.",
    use: "Use this gateway",
    ignore: "Ignore it",
  },
  "other-token": {
    title: "This link contains a different token than the one stored in this browser",
    advice:
      "Nothing has been sent yet. If the gateway accepts the token in the link, it replaces the stored one. If you did not expect this, keep your token.",
    use: "Use the token of the link",
    ignore: "Keep the token that I have",
  },
} as const;

/** Asks before a link changes the gateway or the token. */
export function LinkQuestionNotice({ question, onUse, onIgnore }: LinkQuestionNoticeProps) {
  const { title, advice, use, ignore } = WORDS[question.reason];
  return (
    <Notice
      tone="warn"
      role="alert"
      title={title}
      actions={
        <>
          <Button onClick={onUse}>{use}</Button>
          <Button variant="ghost" onClick={onIgnore}>
            {ignore}
          </Button>
        </>
      }
    >
      <p className="font-mono text-[0.9rem] [overflow-wrap:anywhere]">
        {safeText(question.gatewayUrl, 300).plain}
      </p>
      <p>
        {advice}
        {question.reason === "unknown-gateway" && <Brought typed={question.typed} />}
      </p>
    </Notice>
  );
}

function Brought({ typed }: Pick<LinkQuestion, "typed">) {
  if (typed?.bootstrapToken !== undefined) {
    return " The link signs this browser in as an administrator, once.";
  }
  return typed && " The link contains a token, which will be sent to this gateway only.";
}
