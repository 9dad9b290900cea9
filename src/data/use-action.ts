import { useLayoutEffect, useRef, useState } from "react";

type State<Input, Result> =
  | { readonly step: "idle" }
  | { readonly step: "running"; readonly input: Input }
  | { readonly step: "done"; readonly input: Input; readonly result: Result }
  | { readonly step: "failed"; readonly input: Input; readonly error: Error };

/** Something that a click begins and that takes a while. */
export interface Action<Input, Result> {
  readonly isRunning: boolean;
  /** What it was last begun with. */
  readonly input: Input | undefined;
  /** What came of it; undefined while it runs again. */
  readonly result: Result | undefined;
  readonly error: Error | null;
  /**
   * Begins it; while it runs, further calls do nothing.
   * @returns the result; undefined where it failed, or was running already
   */
  readonly run: (input: Input) => Promise<Result | undefined>;
  /** Forgets the result, or the error. */
  readonly reset: () => void;
}

/**
 * Runs `act` at a click, once at a time. Its result is kept nowhere but in the component, so it may hold a secret; `act`
 * goes on to its end when the component is gone.
 */
export function useAction<Input, Result>(act: (input: Input) => Promise<Result>): Action<Input, Result> {
  const [state, setState] = useState<State<Input, Result>>({ step: "idle" });
  // React has not drawn the lock yet when the second click of a double click comes, nor the result when it is there.
  const isTaken = useRef(false);
  useLayoutEffect(() => {
    isTaken.current = state.step === "running";
  }, [state]);

  const run = async (input: Input): Promise<Result | undefined> => {
    if (isTaken.current) return undefined;
    isTaken.current = true;
    setState({ step: "running", input });
    try {
      const result = await act(input);
      setState({ step: "done", input, result });
      return result;
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      setState({ step: "failed", input, error });
      return undefined;
    }
  };
  return {
    isRunning: state.step === "running",
    input: state.step === "idle" ? undefined : state.input,
    result: state.step === "done" ? state.result : undefined,
    error: state.step === "failed" ? state.error : null,
    run,
    reset: () => setState({ step: "idle" }),
  };
}
