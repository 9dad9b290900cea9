import { ChangeButton } from "./change-button.tsx";
import { verbOf } from "./words.ts";
import { Command } from "#components/command-block.tsx";
import type { DoorFacts } from "#domain/door/facts.ts";
import type { Risk, Severity } from "#domain/door/risk.ts";
import { risksOf } from "#domain/door/risks.ts";
import { Badge } from "#ui/badge.tsx";
import type { Tone } from "#ui/tone.ts";

const SEVERITIES: Readonly<Record<Severity, { readonly word: string; readonly tone: Tone }>> = {
  critical: { word: "Critical", tone: "danger" },
  warning: { word: "Warning", tone: "warn" },
  info: { word: "Note", tone: "neutral" },
};

interface RisksProps {
  readonly facts: DoorFacts;
  readonly authMode: string | undefined;
}

/** What is risky about how the door is set, and how to mend it. */
export function Risks({ facts, authMode }: RisksProps) {
  const risks = risksOf(facts, authMode);
  return (
    <section aria-labelledby="risks-heading" className="rounded-xl border border-line bg-surface p-5">
      <h2 id="risks-heading" className="font-semibold">
        Risks
      </h2>
      <p className="mt-1 text-sm text-muted">
        What the gateway’s own audit finds in these settings. It looks at more on the gateway’s host:
      </p>
      <div className="mt-2">
        <Command command="openclaw security audit" />
      </div>
      {risks.length === 0 ? (
        <p className="mt-3">None in these settings.</p>
      ) : (
        <ul aria-labelledby="risks-heading" className="mt-1 divide-y divide-line">
          {risks.map((risk) => (
            <RiskEntry key={risk.id} risk={risk} facts={facts} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RiskEntryProps {
  readonly risk: Risk;
  readonly facts: DoorFacts;
}

function RiskEntry({ risk, facts }: RiskEntryProps) {
  const { severity, title, id, meaning, mend, change, commands } = risk;
  const { word, tone } = SEVERITIES[severity];
  return (
    <li className="space-y-1.5 py-4 last:pb-0">
      <Badge tone={tone}>{word}</Badge>
      <h3 className="font-semibold [overflow-wrap:anywhere]">{title}</h3>
      <p>{meaning}</p>
      <p>{mend}</p>
      {change && (
        <ChangeButton change={change} facts={facts} name={`Mend: ${title}`}>
          {verbOf(change).verb}…
        </ChangeButton>
      )}
      {commands?.map((command) => (
        <Command key={command.command} {...command} />
      ))}
      <p className="font-mono text-[0.8rem] [overflow-wrap:anywhere] text-muted">{id}</p>
    </li>
  );
}
