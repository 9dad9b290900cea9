interface OneOfProps<T extends string> {
  readonly title: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly isDisabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** Radio buttons; a single option is plain text. */
export function OneOf<T extends string>({ title, options, value, isDisabled, onChange }: OneOfProps<T>) {
  if (options.length < 2) {
    const only = options.find((option) => option.value === value)?.label ?? value;
    return (
      <p>
        <span className="font-semibold">{title}</span> {only}
      </p>
    );
  }
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">{title}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {options.map((option) => (
          <label key={option.value} className="flex items-center gap-2">
            <input
              type="radio"
              name={title}
              className="size-4 accent-accent"
              checked={option.value === value}
              disabled={isDisabled}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
