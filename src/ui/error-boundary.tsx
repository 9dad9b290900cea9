import { Component, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

/** The code of a part of the page could not be loaded. */
export class PartNotLoaded extends Error {
  /** Loads it again at the next render. */
  readonly forget: () => void;

  constructor(cause: unknown, forget: () => void) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "PartNotLoaded";
    this.forget = forget;
  }
}

interface ErrorBoundaryProps {
  /** The subject of the message: "This page". */
  readonly what: string;
  readonly children: ReactNode;
  /** The error is cleared when this changes, such as with another route. */
  readonly resetKey?: unknown;
  /** For optional parts: shows the error above the page, with a button that closes it. */
  readonly onClose?: () => void;
  /** Shown in place of a failed optional part. */
  readonly fallback?: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly isPutAway: boolean;
  readonly resetKey: unknown;
}

/** Keeps an error in one part from breaking the rest of the panel. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, isPutAway: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)), isPutAway: false };
  }

  static getDerivedStateFromProps(
    { resetKey }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return resetKey === state.resetKey ? null : { error: null, resetKey };
  }

  override componentDidCatch(error: unknown): void {
    if (error instanceof PartNotLoaded) error.forget();
  }

  override render(): ReactNode {
    const { what, children, onClose, fallback } = this.props;
    const { error, isPutAway } = this.state;
    if (!error) return children;
    const retry = () => this.setState({ error: null });
    if (!onClose) {
      return (
        <div className="mx-auto max-w-3xl p-8">
          <Fault what={what} error={error} onRetry={retry} />
        </div>
      );
    }
    const putAway = () => {
      this.setState({ isPutAway: true });
      onClose();
    };
    return (
      <>
        {fallback}
        {!isPutAway &&
          createPortal(
            <div className="fixed inset-x-4 bottom-20 z-50 mx-auto max-w-3xl rounded-xl bg-surface shadow-2xl md:bottom-4">
              <Fault what={what} error={error} onRetry={retry} onClose={putAway} />
            </div>,
            document.body,
          )}
      </>
    );
  }
}

interface FaultProps {
  readonly what: string;
  readonly error: Error;
  readonly onRetry: () => void;
  readonly onClose?: () => void;
}

function Fault({ what, error, onRetry, onClose }: FaultProps) {
  const isNotLoaded = error instanceof PartNotLoaded;
  return (
    <Notice
      tone="danger"
      role="alert"
      title={isNotLoaded ? `${what} could not be loaded` : `${what} has a fault`}
      actions={
        <>
          <Button onClick={onRetry}>Try again</Button>
          <Button onClick={() => location.reload()}>Reload the page</Button>
          {onClose && <Button onClick={onClose}>Close</Button>}
        </>
      }
    >
      <p>
        {isNotLoaded
          ? "The server of this page did not deliver a file: it does not respond, or has been updated. Try again. If that does not help, reload the page."
          : "An error in this page stopped it. Requests that were already sent to the gateway still count: check the list before you repeat anything."}
      </p>
      <p className="font-mono text-sm [overflow-wrap:anywhere]">{error.message}</p>
    </Notice>
  );
}
