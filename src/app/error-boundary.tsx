import { Component, type ReactNode } from "react";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

/** Keeps an error in one page from taking the whole panel down, and says how to go on. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <div className="mx-auto max-w-3xl p-8">
        <Notice
          tone="danger"
          role="alert"
          title="This page has a fault"
          actions={<Button onClick={() => this.setState({ error: null })}>Try again</Button>}
        >
          <p>Nothing was sent to the gateway by this. If trying again does not help, reload the page.</p>
          <p className="font-mono text-sm">{this.state.error.message}</p>
        </Notice>
      </div>
    );
  }
}
