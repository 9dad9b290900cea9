import { useState, type ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import type { MenuEntry } from "./menu-entry.ts";
import { loadOnDemand, OnDemand } from "./on-demand.tsx";

interface MenuProps extends Omit<ButtonProps, "onClick" | "children"> {
  readonly entries: readonly MenuEntry[];
  /** The content of the button. */
  readonly children: ReactNode;
}

const OpenMenu = loadOnDemand(() => import("./open-menu.tsx"), "OpenMenu");

/** A menu button. The menu itself is loaded when the pointer or the focus comes near. */
export function Menu({ entries, ...button }: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const closed = (
    <Button
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={OpenMenu.preload}
      onFocus={OpenMenu.preload}
      onClick={() => setWanted(true)}
      {...button}
    />
  );
  if (!isWanted) return closed;
  return (
    <OnDemand what="The menu" fallback={closed} onClose={() => setWanted(false)}>
      <OpenMenu entries={entries} trigger={<Button {...button} />} />
    </OnDemand>
  );
}
