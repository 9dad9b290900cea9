import { Rights } from "#components/rights.tsx";
import type { PairedDevice } from "#domain/device.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Card } from "#ui/card.tsx";

/** The approved roles and scopes. */
export function Grants({ device }: { readonly device: PairedDevice }) {
  return (
    <Card title="What was approved">
      <Rights roles={device.roles} scopes={device.scopes} />
      {device.roles.length === 0 && <p className="text-muted">No role.</p>}
      <div className="space-y-4">
        {device.roles.map((role) => {
          const about = describeRole(role);
          // The gateway lists scopes once for all roles; they belong to the operator role.
          const scopes = role === "operator" || device.roles.length === 1 ? device.scopes : [];
          return (
            <div key={role}>
              <h3 className="font-medium">
                {about.title}{" "}
                <span className="font-mono text-[0.8rem] font-normal text-muted">{about.value}</span>
              </h3>
              <p className="text-sm text-muted">{about.detail}</p>
              <ul className="mt-2 space-y-1.5">
                {scopes.map((scope) => {
                  const right = describeScope(scope);
                  return (
                    <li key={scope}>
                      {right.title} <span className="font-mono text-[0.8rem] text-muted">{right.value}</span>
                    </li>
                  );
                })}
              </ul>
            </div>
          );
        })}
      </div>
    </Card>
  );
}
