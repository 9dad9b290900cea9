import { useState, type FormEvent } from "react";
import { useTokenInput } from "#data/token-input.ts";
import { mixedContentProblem, parseGatewayUrl } from "#domain/gateway-url.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "#ui/command.tsx";
import { FieldProblem } from "#ui/field-problem.tsx";
import { Notice } from "#ui/notice.tsx";
import { TextField } from "#ui/text-field.tsx";
import type { TypedCredentials } from "#gateway/credentials.ts";

interface ConnectFormProps {
  readonly address: string;
  readonly onAddress: (address: string) => void;
  /** An attempt is under way. */
  readonly isBusy: boolean;
  readonly onConnect: (gatewayUrl: string, typed: TypedCredentials | undefined) => void;
}

/** Gateway, token, password. What cannot be right is said here, before anything is sent. */
export function ConnectForm({ address: typedUrl, onAddress, isBusy, onConnect }: ConnectFormProps) {
  const [password, setPassword] = useState("");
  const [remember, setRemember] = useState(false);
  const [isSubmitted, setSubmitted] = useState(false);

  const address = parseGatewayUrl(typedUrl, location);
  const pageProblem = mixedContentProblem(
    location.protocol,
    window.isSecureContext,
    address.ok ? address.url : typedUrl,
  );
  // No token at all is fine: a browser that is paired signs in with its own, and some gateways ask for a password.
  const token = useTokenInput(address.ok ? address.url : "");

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!address.ok || pageProblem || token.problem?.blocks || isBusy) return;
    const carried = { token: address.token ?? "", bootstrapToken: address.bootstrapToken ?? undefined };
    const typed = { ...(token.value.trim() === "" ? carried : token.typed), password, remember };
    const isTyped = Boolean(typed.token || typed.bootstrapToken || password);
    onConnect(address.url, isTyped ? typed : undefined);
    // Sent again it would only be refused.
    if (token.isOneTime) token.setValue("");
  };

  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      {pageProblem && (
        <Notice tone="danger" role="alert" title={pageProblem.title}>
          <p>{pageProblem.sentence}</p>
          {pageProblem.commands.map((command) => (
            <Command key={command.command} {...command} />
          ))}
        </Notice>
      )}
      <TextField
        label="Gateway URL"
        value={typedUrl}
        onChange={onAddress}
        inputMode="url"
        autoComplete="url"
        placeholder="ws://127.0.0.1:18789"
        error={isSubmitted && !address.ok ? `${address.title}. ${address.sentence}` : undefined}
        hint={address.ok && address.url !== typedUrl.trim() ? `Will use ${address.url}` : undefined}
      />
      <TextField
        label="Token"
        isSecret
        value={token.value}
        onChange={token.setValue}
        autoComplete="off"
        error={
          token.problem && (
            <FieldProblem
              {...token.problem}
              onTake={() => {
                const gatewayUrl = token.takeOffer();
                if (gatewayUrl !== undefined) onAddress(gatewayUrl);
              }}
            />
          )
        }
        hint={
          token.isOneTime
            ? "The token of a one-time link. It makes this browser an administrator, and is then used up."
            : "The gateway’s shared token. Leave it empty if this browser is paired already, or if the gateway uses a password."
        }
      />
      <TextField
        label="Password"
        isSecret
        value={password}
        onChange={setPassword}
        autoComplete="off"
        hint="Only for gateways with password sign-in. It is forgotten when the page is reloaded."
      />
      <label className="flex items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4.5 accent-accent"
          checked={remember}
          onChange={(event) => setRemember(event.target.checked)}
        />
        Remember the token in this browser
      </label>
      <Button type="submit" variant="primary" className="w-full" disabled={isBusy}>
        {isBusy ? "Connecting…" : "Connect"}
      </Button>
    </form>
  );
}
