import { useId, type ReactNode } from "react";
import type { useReviewAddress } from "./review-address.ts";
import type { Grouping } from "#domain/review/matrix-groups.ts";
import { SearchBox } from "#ui/search-box.tsx";

const GROUPING_LABELS: Readonly<Record<Grouping, string>> = {
  risk: "Risk",
  same: "Probably the same device",
  kind: "Kind of client",
};
const GROUPINGS: readonly Grouping[] = ["risk", "same", "kind"];

interface ReviewFilterProps extends ReturnType<typeof useReviewAddress> {
  readonly headingId: string;
  readonly heading: string;
  readonly count: number;
  readonly total: number;
  /** More choices. */
  readonly children: ReactNode;
}

/** What of the devices a table shows, and how they are grouped. */
export function ReviewFilter(props: ReviewFilterProps) {
  const { address, onAddress, count, total } = props;
  return (
    <div className="mb-3 space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={props.headingId} className="font-semibold">
          {props.heading}{" "}
          <span role="status" className="ml-1 font-normal text-muted tabular-nums">
            {count === total ? total : `${count} of ${total}`}
          </span>
        </h2>
        <SearchBox
          label="Search devices"
          value={address.search}
          onChange={(search) => onAddress({ search })}
          className="w-full sm:w-64"
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Choice
          label="Group by"
          value={address.grouping}
          options={GROUPINGS.map((grouping) => ({ value: grouping, label: GROUPING_LABELS[grouping] }))}
          onChange={(grouping) => onAddress({ grouping })}
        />
        {props.children}
      </div>
    </div>
  );
}

interface ChoiceProps<Value extends string | number> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** A choice of one with its label before it. */
export function Choice<Value extends string | number>({
  label,
  value,
  options,
  onChange,
}: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => String(option.value) === target.value);
          if (chosen) onChange(chosen.value);
        }}
        className="block min-h-9 rounded-lg border border-line-strong bg-surface px-2"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
