import { useId, type ReactNode } from "react";

interface CheckProps {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isDisabled?: boolean;
  readonly isSwitch?: boolean;
  /** A description below the label. It is not part of the accessible name. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** A checkbox with its label. */
export function Check({ isChecked, onChange, isDisabled, isSwitch = false, hint, children }: CheckProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <input
        id={id}
        type="checkbox"
        role={isSwitch ? "switch" : undefined}
        className="mt-0.5 size-4.5 shrink-0 accent-accent"
        checked={isChecked}
        disabled={isDisabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{children}</label>
        {hint && (
          <div id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
