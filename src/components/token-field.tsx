import type { TokenInput } from "#data/token-input.ts";
import { Button } from "#ui/button.tsx";
import { TextField } from "#ui/text-field.tsx";

interface TokenFieldProps {
  readonly token: TokenInput;
  readonly hint: string;
  /** Called when the pasted text names its gateway. */
  readonly onGatewayUrl?: (gatewayUrl: string) => void;
}

/** A token field that reports problems before the token is sent. */
export function TokenField({ token, hint, onGatewayUrl }: TokenFieldProps) {
  const { problem } = token;
  const takeOffer = () => {
    const gatewayUrl = token.takeOffer();
    if (gatewayUrl !== undefined) onGatewayUrl?.(gatewayUrl);
  };
  return (
    <TextField
      label="Token"
      isSecret
      value={token.value}
      onChange={token.setValue}
      autoComplete="off"
      hint={hint}
      error={
        problem && (
          <>
            <strong>{problem.title}.</strong> {problem.sentence}
            {problem.offer !== undefined && (
              <Button size="small" className="mt-1 flex" onClick={takeOffer}>
                {problem.offer}
              </Button>
            )}
          </>
        )
      }
    />
  );
}
