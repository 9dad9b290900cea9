import { Notice } from "./notice.tsx";

interface NotConnectedProps {
  /** What cannot be done now, as a sentence. */
  readonly children: string;
}

/** A dialog is locked, since there is no connection. */
export function NotConnected({ children }: NotConnectedProps) {
  return (
    <Notice tone="warn" role="status" title="Not connected">
      {children}{" "}
      <a className="font-medium text-accent-text underline" href="#/troubleshoot">
        Troubleshoot
      </a>
    </Notice>
  );
}
