import { clsx } from "clsx";
import { ChangeMark } from "#components/change-mark.tsx";
import type { GrantDiff, RightChange } from "#domain/grant.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";

const MARKS: Readonly<Record<RightChange, { readonly sign: string; readonly word: string }>> = {
  added: { sign: "+", word: "new" },
  same: { sign: "=", word: "has it already" },
  "kept-not-asked": { sign: "=", word: "already has it, did not ask for it" },
};

/** What the device will be able to do after the approval, and what of that is new. */
export function ReviewGrant({ grant, isPaired }: { readonly grant: GrantDiff; readonly isPaired: boolean }) {
  const rights = [
    ...grant.roles
      .filter(({ value }) => value !== "operator" || grant.scopes.length === 0)
      .map(({ value, change }) => ({ change, about: describeRole(value), key: `role ${value}` })),
    ...grant.scopes.map(({ value, change }) => ({ change, about: describeScope(value), key: value })),
  ];
  return (
    <section>
      <h3 className="mb-1 font-semibold">What it will be able to do</h3>
      {rights.length === 0 && <p className="text-muted">Nothing: it asks for no access.</p>}
      <ul>
        {rights.map(({ key, change, about }) => {
          const isLoud =
            change === "added" && (about.tier === "administrator" || about.tier === "runs-commands");
          return (
            <li key={key} className="flex gap-3 border-b border-line py-2.5 last:border-0">
              {isPaired && <ChangeMark {...MARKS[change]} isNew={change === "added"} />}
              <div className="min-w-0">
                <p className={clsx(isLoud && "font-medium text-danger-text")}>{about.title}</p>
                <p
                  className={clsx(
                    "font-mono text-[0.8rem] [overflow-wrap:anywhere]",
                    isLoud ? "text-danger-text" : "text-muted",
                  )}
                >
                  {about.value}
                  {isPaired && change === "kept-not-asked" && (
                    <span className="font-sans"> · already has it, did not ask for it</span>
                  )}
                </p>
                {about.detail && <p className="mt-0.5 text-sm text-muted">{about.detail}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
