import { ChangeButton } from "./change-button.tsx";
import type { DoorFacts } from "#domain/door/facts.ts";
import { limitWords, listenWords, signInWords, sourceWords, tailscaleWords } from "#domain/door/words.ts";
import type { Hello } from "#domain/connection/state.ts";
import { safeText } from "#lib/safe-text.ts";
import { Card } from "#ui/card.tsx";
import { Fact } from "#ui/fact.tsx";

interface SettingsProps {
  readonly facts: DoorFacts;
  readonly hello: Hello;
}

/** How one signs in, where the gateway listens, and what stands in front of it. */
export function Settings({ facts, hello }: SettingsProps) {
  const mode = facts.authMode ?? hello.authMode;
  return (
    <Card title="Signing in and network">
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <Fact name="How one signs in">{signInWords(facts, hello.authMode)}</Fact>
        {(mode === "token" || mode === "password") && (
          <Fact name={mode === "token" ? "Where the token is" : "Where the password is"}>
            {sentence(sourceWords(facts[mode]))}
          </Fact>
        )}
        <Fact name="Where it listens">{listenWords(facts)}</Fact>
        <Fact name="Tailscale">{tailscaleWords(facts)}</Fact>
        <Fact name="Trusted reverse proxies">
          {facts.trustedProxies.map((entry) => safeText(entry, 60).plain).join(", ") || "None"}
        </Fact>
        <Fact name="Limit on wrong tokens">
          {limitWords(facts, hello.protocol)}
          {!facts.limit && (
            <div className="mt-1">
              <ChangeButton change={{ kind: "set-limit" }} facts={facts}>
                Set a limit…
              </ChangeButton>
            </div>
          )}
        </Fact>
      </dl>
    </Card>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
