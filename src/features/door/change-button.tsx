import type { ReactNode } from "react";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useHello } from "#data/session.ts";
import type { DoorChange } from "#domain/door/change.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { Button } from "#ui/button.tsx";
import { canChange } from "./can-change.ts";

interface ChangeButtonProps {
  readonly change: DoorChange;
  readonly facts: DoorFacts;
  /** What it is called where several on the page say the same. */
  readonly name?: string;
  readonly children: ReactNode;
}

/** Opens the dialog that makes a change; nothing where this browser may not make any. */
export function ChangeButton({ change, facts, name, children }: ChangeButtonProps) {
  const open = useOpenDialog();
  if (!canChange(useHello())) return null;
  return (
    <Button size="small" aria-label={name} onClick={() => open({ kind: "door", change, facts })}>
      {children}
    </Button>
  );
}
