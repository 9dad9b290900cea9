import { Notice } from "./notice.tsx";

interface NotConnectedProps {
  /** What cannot be done now, as a sentence. */
  readonly children: string;
  /** The person follows the link away: a dialog that is above the pages closes. */
  readonly onLeave?: () => void;
}

/** A dialog is locked, since there is no connection. */
export function NotConnected({ children, onLeave }: NotConnectedProps) {
  return (
    <Notice tone="warn" role="status" title="Not connected">
      {children}{" "}
      <a className="font-medium text-accent-text underline" href="#/troubleshoot" onClick={onLeave}>
        Troubleshoot
      </a>
    </Notice>
  );
}
