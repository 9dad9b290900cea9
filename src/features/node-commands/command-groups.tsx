import { clsx } from "clsx";
import { ChangeMark } from "#components/change-mark.tsx";
import {
  byGravity,
  COMMAND_GROUPS,
  describeCommand,
  type CommandDescription,
} from "#domain/node-commands.ts";
import { changedWords, type CommandChange, type NodeSurface } from "#domain/node-request.ts";
import { safeText } from "#lib/safe-text.ts";
import { HostileText } from "#ui/hostile-text.tsx";

const MARKS: Readonly<Record<CommandChange, { readonly sign: string; readonly word: string }>> = {
  added: { sign: "+", word: "new" },
  same: { sign: "=", word: "approved before" },
  dropped: { sign: "−", word: "goes, since the node offers it no more" },
};

interface CommandGroupsProps {
  readonly asked: NodeSurface;
  readonly held: NodeSurface;
}

/** What agents will be able to do with a node after the click, and what of that is new. */
export function CommandGroups({ asked, held }: CommandGroupsProps) {
  const changes = changedWords(asked.commands, held.commands)
    .map(({ value, change }) => ({ change, about: describeCommand(value) }))
    .toSorted((a, b) => byGravity(a.about, b.about));
  const isFirst = held.commands.length === 0;
  return (
    <div className="space-y-4">
      {changes.length === 0 && <p className="text-muted">Nothing: it offers no commands.</p>}
      {COMMAND_GROUPS.map((group) => {
        const ofGroup = changes.filter(({ about }) => about.group === group);
        return (
          ofGroup.length > 0 && (
            <section key={group}>
              <h4 className="mb-1 font-medium">{group}</h4>
              <ul aria-label={group}>
                {ofGroup.map(({ about, change }) => (
                  <Command key={about.value} about={about} change={isFirst ? null : change} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      <Words title="Areas that it works in" asked={asked.capabilities} held={held.capabilities} />
      <Words title="Allowed by its own system" asked={asked.permissions} held={held.permissions} />
    </div>
  );
}

interface CommandProps {
  readonly about: CommandDescription;
  /** Null where everything is new. */
  readonly change: CommandChange | null;
}

function Command({ about, change }: CommandProps) {
  const isLoud = about.isGrave && change !== "same" && change !== "dropped";
  return (
    <li className="flex gap-3 border-b border-line py-1.5 last:border-0">
      {change !== null && <ChangeMark {...MARKS[change]} isNew={change === "added"} />}
      <p className={clsx("min-w-0", isLoud && "font-medium text-danger-text")}>
        {about.title}{" "}
        <span
          className={clsx(
            "font-mono text-[0.8rem] font-normal [overflow-wrap:anywhere]",
            isLoud ? "text-danger-text" : "text-muted",
          )}
        >
          {about.value}
        </span>
        {change === "dropped" && <span className="text-sm text-muted"> · {MARKS.dropped.word}</span>}
      </p>
    </li>
  );
}

interface WordsProps {
  readonly title: string;
  readonly asked: readonly string[];
  readonly held: readonly string[];
}

/** What the node says beside its commands, in its own words. */
function Words({ title, asked, held }: WordsProps) {
  const changes = changedWords(asked, held);
  if (changes.length === 0) return null;
  return (
    <section>
      <h4 className="font-medium">{title}</h4>
      <p className="text-sm text-muted">
        {changes.map(({ value, change }, index) => (
          <span key={value}>
            {index > 0 && ", "}
            <HostileText text={safeText(value, 40)} />
            {held.length > 0 && change !== "same" && ` (${change === "added" ? "new" : "goes"})`}
          </span>
        ))}
      </p>
    </section>
  );
}
