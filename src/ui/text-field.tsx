import { clsx } from "clsx";
import { useId, useLayoutEffect, useRef, useState, type ComponentProps, type ReactNode } from "react";
import { Button } from "./button.tsx";

interface TextFieldProps extends Omit<ComponentProps<"input">, "id" | "type" | "value" | "onChange"> {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  /** A problem with the value, read out together with the field. */
  readonly error?: ReactNode;
  readonly onChange: (value: string) => void;
  /** Hides the value, with a button that shows it. */
  readonly isSecret?: boolean;
}

/** A labelled text field. */
export function TextField({
  label,
  hint,
  error,
  value,
  onChange,
  isSecret,
  className,
  ...props
}: TextFieldProps) {
  const id = useId();
  const secretField = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const field = secretField.current;
    // Set by hand, since React would also write it into an attribute and so into the page's HTML.
    if (field && field.value !== value) field.value = value;
  }, [value]);
  const [isShown, setShown] = useState(false);
  const verb = isShown ? "Hide" : "Show";
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          type={isSecret && !isShown ? "password" : "text"}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          {...(isSecret ? { ref: secretField } : { value })}
          aria-invalid={error !== undefined && error !== null}
          aria-describedby={`${id}-note`}
          onChange={(event) => onChange(event.target.value)}
          className={clsx(
            "block min-h-10 w-full rounded-lg border bg-surface px-3 font-mono text-[0.9rem] placeholder:text-muted",
            isSecret && "pr-20",
            error ? "border-danger" : "border-line-strong",
          )}
          {...props}
        />
        {isSecret && (
          <Button
            variant="ghost"
            size="small"
            className="absolute top-1 right-1"
            aria-label={`${verb} ${label.toLowerCase()}`}
            onClick={() => setShown(!isShown)}
          >
            {verb}
          </Button>
        )}
      </div>
      <div id={`${id}-note`} className="mt-1 text-sm">
        {error ? <div className="text-danger-text">{error}</div> : <div className="text-muted">{hint}</div>}
      </div>
    </div>
  );
}
