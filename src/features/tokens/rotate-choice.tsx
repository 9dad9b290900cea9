import { currentScopes, possibleScopes, rolesOf, type TokenChoice } from "#domain/token-choice.ts";
import type { PairedDevice } from "#domain/device.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Check } from "#ui/check.tsx";
import { OneOf } from "#ui/one-of.tsx";

interface RotateChoiceProps {
  readonly device: PairedDevice;
  readonly choice: TokenChoice;
  readonly isLocked: boolean;
  readonly onChange: (choice: TokenChoice) => void;
}

/** Chooses the role whose token is rotated, and the scopes of the new token. */
export function RotateChoice({ device, choice, isLocked, onChange }: RotateChoiceProps) {
  const scopes = possibleScopes(device, choice.role);
  const toggle = (scope: string, isWanted: boolean) =>
    // Keeps the order of the list.
    onChange({
      ...choice,
      scopes: scopes.filter((one) => (one === scope ? isWanted : choice.scopes.includes(one))),
    });
  return (
    <>
      <OneOf
        title="Role"
        options={rolesOf(device).map((role) => ({ value: role, label: describeRole(role).value }))}
        value={choice.role}
        isDisabled={isLocked}
        onChange={(role) => onChange({ role, scopes: currentScopes(device, role) })}
      />
      <fieldset>
        <legend className="mb-1 font-semibold">What the new token may do</legend>
        {scopes.length === 0 ? (
          <p className="text-muted">Tokens for this role have no scopes.</p>
        ) : (
          <div className="space-y-2">
            {scopes.map((scope) => {
              const about = describeScope(scope);
              return (
                <Check
                  key={scope}
                  isChecked={choice.scopes.includes(scope)}
                  isDisabled={isLocked}
                  onChange={(isWanted) => toggle(scope, isWanted)}
                  hint={about.detail}
                >
                  {about.title} <span className="font-mono text-[0.8rem] text-muted">{about.value}</span>
                </Check>
              );
            })}
            {choice.scopes.length === 0 && (
              <p className="text-sm text-warn-text">Without scopes the device can sign in, but do nothing.</p>
            )}
          </div>
        )}
      </fieldset>
    </>
  );
}
