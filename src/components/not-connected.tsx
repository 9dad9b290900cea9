import { FindingLink } from "./links.tsx";
import { Notice } from "#ui/notice.tsx";

interface NotConnectedProps {
  /** A sentence about what is not possible now. */
  readonly children: string;
}

/** Explains why a dialog is disabled while there is no connection. */
export function NotConnected({ children }: NotConnectedProps) {
  return (
    <Notice tone="warn" role="status" title="Not connected">
      {children} <FindingLink />
    </Notice>
  );
}
