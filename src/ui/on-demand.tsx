import { createElement, Suspense, use, type ComponentType, type ReactNode } from "react";
import { ErrorBoundary } from "./error-boundary.tsx";
import { PartNotLoaded } from "./part-not-loaded.ts";

/** A component whose code is loaded when it is first drawn, or before that. */
export type LoadedOnDemand<Props> = ComponentType<Props> & {
  /** Loads the code when a click is near, so that it opens without a wait. */
  readonly preload: () => void;
};

/**
 * Makes a component of code that is loaded on demand. Unlike with React's own `lazy`, a part that could not be loaded
 * is asked for again when it is drawn again.
 */
export function loadOnDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LoadedOnDemand<Props> {
  let loading: Promise<ComponentType<Props>> | null = null;
  const begin = () => {
    loading ??= load().catch((cause: unknown) => {
      // Not forgotten before it was shown: a drawing that is told of the failure would ask again, without end.
      throw new PartNotLoaded(cause, () => (loading = null));
    });
    return loading;
  };
  function OnDemandPart(props: Props) {
    return createElement(use(begin()), props);
  }
  return Object.assign(OnDemandPart, {
    preload: () => {
      // Whoever draws it finds out that this failed.
      load().catch(() => undefined);
    },
  });
}

interface OnDemandProps {
  /** What it is, as a sentence about it begins: "The menu". */
  readonly what: string;
  readonly children: ReactNode;
  /** Stands in its place while it is loaded, and where it could not be. */
  readonly fallback?: ReactNode;
  /** A fault ends when this changes. */
  readonly resetKey?: unknown;
  /** The person puts the fault away. */
  readonly onClose?: () => void;
}

/** A place for a part of the page, loaded on demand or not. What fails in it is told, and leaves the rest alone. */
export function OnDemand({ children, fallback, onClose, ...props }: OnDemandProps) {
  return (
    <ErrorBoundary {...props} fallback={fallback} onClose={() => onClose?.()}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </ErrorBoundary>
  );
}
