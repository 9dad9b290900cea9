import { createElement, Suspense, use, type ComponentType, type ReactNode } from "react";
import { ErrorBoundary, PartNotLoaded } from "./error-boundary.tsx";

/** A component whose code is loaded when it first renders, or earlier. */
export type LoadedOnDemand<Props> = ComponentType<Props> & {
  /** Loads the code early, so that a click opens it without a delay. */
  readonly preload: () => void;
};

/**
 * Makes a component whose code is loaded on demand. Unlike React's `lazy`, it loads again after a failure.
 * @param name the component's export in the module
 */
export function loadOnDemand<Name extends string, Props extends object>(
  load: () => Promise<Readonly<Record<Name, ComponentType<Props>>>>,
  name: Name,
): LoadedOnDemand<Props> {
  let loading: Promise<ComponentType<Props>> | null = null;
  const begin = () => {
    loading ??= loadOnline(load)
      .then((module) => module[name])
      .catch((cause: unknown) => {
        // Forgotten only after the error was shown: otherwise each render would load it again, without end.
        throw new PartNotLoaded(cause, () => (loading = null));
      });
    return loading;
  };
  function OnDemandPart(props: Props) {
    return createElement(use(begin()), props);
  }
  return Object.assign(OnDemandPart, {
    preload: () => {
      // The error is shown when the component renders.
      load().catch(() => undefined);
    },
  });
}

/** Loads again when the network is back: a laptop that wakes up has none for some seconds. */
async function loadOnline<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (navigator.onLine) throw cause;
    await new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));
    return loadOnline(load);
  }
}

interface OnDemandProps {
  /** The subject of an error message: "The menu". */
  readonly what: string;
  readonly children: ReactNode;
  /** Shown while it loads, and if it fails. */
  readonly fallback?: ReactNode;
  /** An error is cleared when this changes. */
  readonly resetKey?: unknown;
  /** Called when the person closes the error. */
  readonly onClose?: () => void;
}

/** A boundary for an optional part of the page: it waits for its code and shows its errors. */
export function OnDemand({ children, fallback, onClose, ...props }: OnDemandProps) {
  return (
    <ErrorBoundary {...props} fallback={fallback} onClose={() => onClose?.()}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </ErrorBoundary>
  );
}
