import { AllowOther } from "./allow-other.tsx";
import { canChange } from "./can-change.ts";
import { ChangeButton } from "./change-button.tsx";
import { useHello } from "#data/session.ts";
import { isAllowed } from "#domain/door/change.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { Card } from "#ui/card.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

/** The pages that may sign in, by their addresses. */
export function AllowedPages({ facts }: { readonly facts: DoorFacts }) {
  const origins = facts.allowedOrigins ?? [];
  const isThis = (origin: string) => isAllowed(location.origin, { ...facts, allowedOrigins: [origin] });
  return (
    <Card title="Pages that may sign in">
      <p className="text-sm text-muted">
        Pages on the gateway’s own machine, or through a tunnel to it, need no entry.
      </p>
      {origins.length === 0 ? (
        <p>No page is allowed by its address.</p>
      ) : (
        <ul aria-label="Allowed pages" className="divide-y divide-line">
          {[...new Set(origins)].map((origin) => (
            <li key={origin} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <span className="min-w-0 flex-1 basis-48 font-mono text-[0.9rem] [overflow-wrap:anywhere]">
                <HostileText text={safeText(origin, 200)} />
              </span>
              {isThis(origin) && <Badge tone="accent">This page</Badge>}
              <ChangeButton
                change={{ kind: "remove-origin", origin }}
                facts={facts}
                name={`Remove ${safeText(origin, 80).plain}`}
              >
                Remove…
              </ChangeButton>
            </li>
          ))}
        </ul>
      )}
      {!origins.some(isThis) && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <ChangeButton change={{ kind: "allow-origin", origin: location.origin }} facts={facts}>
            Allow this page
          </ChangeButton>
          <span className="font-mono text-[0.85rem] [overflow-wrap:anywhere] text-muted">
            {location.origin}
          </span>
        </div>
      )}
      {canChange(useHello()) && <AllowOther facts={facts} />}
    </Card>
  );
}
