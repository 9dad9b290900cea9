import type { LinkQuestion } from "#data/start.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

interface LinkQuestionNoticeProps {
  readonly question: LinkQuestion;
  readonly onUse: () => void;
  readonly onIgnore: () => void;
}

/** In the same order: what the link does, what to think of, and what the buttons say. */
const WORDS = {
  "unknown-gateway": {
    title: "The link you opened names a gateway that this browser does not know",
    advice: "Nothing was sent to it yet. Use it only if you know whose it is.",
    use: "Use this gateway",
    ignore: "Ignore it",
  },
  "no-gateway": {
    title: "The link you opened brings a token, and does not say for which gateway",
    advice:
      "Nothing was sent yet. Send the token to this gateway only if it is the one that the link is for.",
    use: "Use this gateway",
    ignore: "Ignore it",
  },
  "other-token": {
    title: "The link you opened brings another token than the one that this browser keeps",
    advice:
      "Nothing was sent yet. If the gateway takes the token of the link, it replaces the one that is kept. If you did not expect this, keep the one that you have.",
    use: "Use the token of the link",
    ignore: "Keep the token that I have",
  },
} as const;

/** What a link asks for that is not done before a person says so. */
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
    return " The link makes this browser an administrator of this gateway, once.";
  }
  return typed && " The link carries a token, which will be sent to this gateway and to no other.";
}
