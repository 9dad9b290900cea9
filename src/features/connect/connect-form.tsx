import { useState, type FormEvent } from "react";
import { TokenField } from "#components/token-field.tsx";
import { useTokenInput } from "#data/token-input.ts";
import { mixedContentProblem, parseGatewayUrl } from "#domain/gateway-url.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "#components/command-block.tsx";
import { Check } from "#ui/check.tsx";
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

/** The sign-in form. It reports problems before anything is sent. */
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
  // The token may be empty: a paired browser has its own, and some gateways use a password.
  const token = useTokenInput(address.ok ? address.url : "");

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!address.ok || pageProblem || token.problem?.blocks || isBusy) return;
    const carried = { token: address.token ?? "", bootstrapToken: address.bootstrapToken ?? undefined };
    const typed = { ...(token.value.trim() === "" ? carried : token.typed), password, remember };
    const isTyped = Boolean(typed.token || typed.bootstrapToken || password);
    onConnect(address.url, isTyped ? typed : undefined);
    // It works only once.
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
      <TokenField
        token={token}
        onGatewayUrl={onAddress}
        hint={
          token.isOneTime
            ? "The token of a one-time link. It makes this browser an administrator, and works once."
            : "The gateway’s shared token. Leave it empty if this browser is already paired, or if the gateway uses a password."
        }
      />
      <TextField
        label="Password"
        isSecret
        value={password}
        onChange={setPassword}
        autoComplete="off"
        hint="Only for gateways that use a password. It is forgotten when you reload the page."
      />
      <Check isChecked={remember} onChange={setRemember}>
        Remember the token in this browser
      </Check>
      <Button type="submit" variant="primary" className="w-full" disabled={isBusy}>
        {isBusy ? "Connecting…" : "Connect"}
      </Button>
    </form>
  );
}
