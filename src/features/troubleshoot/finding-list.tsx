import type { ReactNode } from "react";
import { FindingStep, type TakeAction } from "./finding-step.tsx";
import type { Finding } from "#domain/recovery/finding.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import type { Tone } from "#ui/tone.ts";

const TONES: Readonly<Record<Finding["severity"], Tone>> = {
  blocking: "danger",
  warning: "warn",
  info: "good",
};

const CERTAINTIES: Readonly<Record<Finding["certainty"], string | null>> = {
  sure: null,
  likely: "likely",
  guess: "a guess",
};

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly onAction: TakeAction;
  /** Shown below the first finding. */
  readonly children?: ReactNode;
}

/** All findings, the most likely first. Only the first one is open. */
export function Findings({ findings, onAction, children }: FindingsProps) {
  return (
    <section aria-labelledby="findings-heading">
      <h2 id="findings-heading" className="sr-only">
        Findings
      </h2>
      <ol aria-labelledby="findings-heading" className="space-y-3">
        {findings.map((finding, index) => (
          <li key={finding.id} className="rounded-xl border border-line bg-surface p-5">
            <Heading finding={finding} />
            {index === 0 ? (
              <>
                <Body finding={finding} onAction={onAction} />
                {children}
              </>
            ) : (
              <details className="mt-1">
                <summary className="cursor-pointer text-accent-text">More details</summary>
                <Body finding={finding} onAction={onAction} />
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Heading({ finding }: { readonly finding: Finding }) {
  const certainty = CERTAINTIES[finding.certainty];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <h3 className="text-lg leading-snug font-semibold">{finding.title}</h3>
      {finding.code !== null && (
        <Badge tone={TONES[finding.severity]}>
          <span className="font-mono">{safeText(finding.code, 80).plain}</span>
        </Badge>
      )}
      {certainty && <span className="text-sm text-muted">{certainty}</span>}
    </div>
  );
}

function Body({ finding, onAction }: { readonly finding: Finding; readonly onAction: TakeAction }) {
  return (
    <div className="mt-2 space-y-3">
      <p>{finding.cause}</p>
      <ShortList title="Evidence" sentences={finding.evidence} />
      <ShortList title="Already tried" sentences={finding.alreadyTried} />
      {finding.steps.map((step) => (
        <FindingStep
          key={step.kind === "text" ? step.text : step.kind === "command" ? step.command : step.action}
          step={step}
          onAction={onAction}
        />
      ))}
    </div>
  );
}

function ShortList({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div className="text-sm text-muted">
      <p className="font-medium">{title}</p>
      <ul className="list-disc pl-5">
        {sentences.map((sentence) => (
          <li key={sentence} className="[overflow-wrap:anywhere]">
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  );
}
