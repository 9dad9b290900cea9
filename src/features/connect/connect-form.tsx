import { useState, type FormEvent } from "react";
import { inspectToken } from "#domain/credential-input.ts";
import { mixedContentProblem, parseGatewayUrl } from "#domain/gateway-url.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "#ui/command.tsx";
import { Notice } from "#ui/notice.tsx";
import { TextField } from "#ui/text-field.tsx";

/** What a person wants to sign in with; nothing in it is kept by the form. */
export interface SignIn {
  readonly gatewayUrl: string;
  readonly token: string;
  readonly password: string;
  readonly remember: boolean;
}

interface ConnectFormProps {
  readonly gatewayUrl: string;
  /** An attempt is under way. */
  readonly isBusy: boolean;
  readonly onConnect: (signIn: SignIn) => void;
}

/** Gateway, token, password. What cannot be right is said here, before anything is sent. */
export function ConnectForm({ gatewayUrl: offeredUrl, isBusy, onConnect }: ConnectFormProps) {
  const [typedUrl, setTypedUrl] = useState(offeredUrl);
  const [token, setToken] = useState("");
  const [password, setPassword] = useState("");
  const [remember, setRemember] = useState(false);
  const [isSubmitted, setSubmitted] = useState(false);

  const address = parseGatewayUrl(typedUrl, location);
  const pageProblem = mixedContentProblem(
    location.protocol,
    window.isSecureContext,
    address.ok ? address.url : offeredUrl,
  );
  const inspected = inspectToken(token);
  // No token at all is fine: a browser that is paired signs in with its own, and some gateways ask for a password.
  const tokenProblem = inspected.kind === "ok" || inspected.kind === "empty" ? null : inspected;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!address.ok || pageProblem || tokenProblem?.blocks || isBusy) return;
    onConnect({ gatewayUrl: address.url, token: token.trim() || (address.token ?? ""), password, remember });
  };

  const useSuggestion = () => {
    if (!tokenProblem) return;
    if (tokenProblem.gatewayUrl !== undefined) setTypedUrl(tokenProblem.gatewayUrl);
    setToken(tokenProblem.suggestion ?? "");
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
        onChange={setTypedUrl}
        inputMode="url"
        autoComplete="url"
        placeholder="ws://127.0.0.1:18789"
        error={isSubmitted && !address.ok ? `${address.title}. ${address.sentence}` : undefined}
        hint={address.ok && address.url !== typedUrl.trim() ? `Will use ${address.url}` : undefined}
      />
      <TextField
        label="Token"
        isSecret
        value={token}
        onChange={setToken}
        autoComplete="off"
        error={
          tokenProblem && (
            <>
              <strong>{tokenProblem.title}.</strong> {tokenProblem.sentence}
              {(tokenProblem.suggestion ?? tokenProblem.gatewayUrl) !== undefined && (
                <Button size="small" className="mt-1 flex" onClick={useSuggestion}>
                  {tokenProblem.suggestion === undefined ? "Use its address" : "Use what is meant"}
                </Button>
              )}
            </>
          )
        }
        hint="The gateway’s shared token. Leave it empty if this browser is paired already, or if the gateway uses a password."
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
