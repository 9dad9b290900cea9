import { currentScopes, possibleScopes, rolesOf, type TokenChoice } from "./token-choice.ts";
import type { PairedDevice } from "#domain/device.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Check } from "#ui/check.tsx";

interface RotateChoiceProps {
  readonly device: PairedDevice;
  readonly choice: TokenChoice;
  readonly isLocked: boolean;
  readonly onChange: (choice: TokenChoice) => void;
}

/** Which role's token, and what the new one may do: what was approved at most. */
export function RotateChoice({ device, choice, isLocked, onChange }: RotateChoiceProps) {
  const roles = rolesOf(device);
  const scopes = possibleScopes(device, choice.role);
  const toggle = (scope: string, isWanted: boolean) =>
    // In the order of the list, whatever the order of the clicks.
    onChange({
      ...choice,
      scopes: scopes.filter((one) => (one === scope ? isWanted : choice.scopes.includes(one))),
    });
  return (
    <>
      {roles.length > 1 ? (
        <fieldset>
          <legend className="mb-1 font-semibold">Role</legend>
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            {roles.map((role) => (
              <label key={role} className="flex items-center gap-2">
                <input
                  type="radio"
                  name="role"
                  className="size-4 accent-accent"
                  checked={role === choice.role}
                  disabled={isLocked}
                  onChange={() => onChange({ role, scopes: currentScopes(device, role) })}
                />
                {describeRole(role).value}
              </label>
            ))}
          </div>
        </fieldset>
      ) : (
        <p>
          <span className="font-semibold">Role</span> {describeRole(choice.role).value}
        </p>
      )}
      <fieldset>
        <legend className="mb-1 font-semibold">What the new token may do</legend>
        {scopes.length === 0 ? (
          <p className="text-muted">Tokens of this role carry no scopes.</p>
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
              <p className="text-sm text-warn-text">
                No scopes: the device can sign in, and do nothing at all.
              </p>
            )}
          </div>
        )}
      </fieldset>
    </>
  );
}
