import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { GROUPINGS, type Grouping } from "#domain/review/matrix-groups.ts";
import { addressParameters } from "#lib/address-parameters.ts";

/** What the page shows, as its address has it. */
export const REVIEW_VIEWS = ["matrix", "suggestions", "timeline", "decisions"] as const;
export type ReviewView = (typeof REVIEW_VIEWS)[number];

/** The days that a person can choose from. */
export const UNSEEN_DAYS = [30, 90, 180, 365] as const;
export const TOKEN_DAYS = [90, 180, 365] as const;

interface ReviewAddress {
  readonly view: ReviewView;
  readonly grouping: Grouping;
  readonly search: string;
  /** Only what is unused or was never approved. */
  readonly isStandingOut: boolean;
  readonly unseenDays: number;
  readonly tokenDays: number;
  /** The id of a finished review whose record is shown. */
  readonly recordId: string | null;
}

const DEFAULTS: ReviewAddress = {
  view: "matrix",
  grouping: "risk",
  search: "",
  isStandingOut: false,
  unseenDays: 90,
  tokenDays: 180,
  recordId: null,
};

function read(parameters: URLSearchParams): ReviewAddress {
  return {
    view: REVIEW_VIEWS.find((view) => view === parameters.get("show")) ?? DEFAULTS.view,
    grouping: GROUPINGS.find((one) => one === parameters.get("by")) ?? DEFAULTS.grouping,
    search: (parameters.get("q") ?? "").slice(0, 200),
    isStandingOut: parameters.get("only") === "1",
    unseenDays: daysIn(UNSEEN_DAYS, parameters.get("unseen")) ?? DEFAULTS.unseenDays,
    tokenDays: daysIn(TOKEN_DAYS, parameters.get("age")) ?? DEFAULTS.tokenDays,
    recordId: parameters.get("record"),
  };
}

function daysIn(known: readonly number[], text: string | null): number | undefined {
  return known.find((days) => String(days) === text);
}

function write(before: URLSearchParams, address: ReviewAddress): URLSearchParams {
  const written = new URLSearchParams(before);
  const set = (name: string, value: string | null) =>
    value === null ? written.delete(name) : written.set(name, value);
  const unless = (fallback: unknown, value: string | number) => (value === fallback ? null : String(value));
  set("show", unless(DEFAULTS.view, address.view));
  set("by", unless(DEFAULTS.grouping, address.grouping));
  set("q", unless("", address.search));
  set("only", address.isStandingOut ? "1" : null);
  set("unseen", unless(DEFAULTS.unseenDays, address.unseenDays));
  set("age", unless(DEFAULTS.tokenDays, address.tokenDays));
  set("record", address.recordId);
  return written;
}

/** Reads what is shown from the address, and writes changes to it. */
export function useReviewAddress() {
  const [parameters, setParameters] = useSearchParams();
  const address = useMemo(() => read(parameters), [parameters]);
  const onAddress = useCallback(
    (change: Partial<ReviewAddress>) => {
      const before = addressParameters();
      // A record is a place of its own, which Back leads away from.
      const isOtherPlace = change.recordId !== undefined;
      setParameters(write(before, { ...read(before), ...change }), { replace: !isOtherPlace });
    },
    [setParameters],
  );
  return { address, onAddress };
}
