import type { DoorChange } from "./change.ts";

export type Severity = "critical" | "warning" | "info";

export interface Risk {
  /** The gateway's own name for it. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** What can happen. */
  readonly meaning: string;
  readonly mend: string;
  /** The change that mends it, where this page can make it. */
  readonly change?: DoorChange;
  readonly commands?: readonly { readonly label: string; readonly command: string }[];
}
