import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

interface LinkQuestionProps {
  readonly gatewayUrl: string;
  readonly hasToken: boolean;
  readonly onUse: () => void;
  readonly onIgnore: () => void;
}

/** A link named a gateway that this browser does not know: nothing is sent to it before a person says so. */
export function LinkQuestion({ gatewayUrl, hasToken, onUse, onIgnore }: LinkQuestionProps) {
  return (
    <Notice
      tone="warn"
      role="alert"
      title="The link you opened names a gateway that this browser does not know"
      actions={
        <>
          <Button onClick={onUse}>Use this gateway</Button>
          <Button variant="ghost" onClick={onIgnore}>
            Ignore it
          </Button>
        </>
      }
    >
      <p className="font-mono text-[0.9rem] [overflow-wrap:anywhere]">{safeText(gatewayUrl, 300).plain}</p>
      <p>
        Nothing was sent to it yet. Use it only if you know whose it is.
        {hasToken && " The link carries a token, which will be sent to this gateway and to no other."}
      </p>
    </Notice>
  );
}
