import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import type { MenuEntry } from "./menu-entry.ts";

interface MenuProps extends Omit<ButtonProps, "onClick" | "children"> {
  readonly entries: readonly MenuEntry[];
  /** What the button shows. */
  readonly children: ReactNode;
}

const load = () => import("./open-menu.tsx");
const OpenMenu = lazy(() => load().then((module) => ({ default: module.OpenMenu })));

/**
 * A menu behind a button. A table has a thousand of these, and the first screen needs none open: the menu itself
 * is loaded when the pointer or the focus comes near.
 */
export function Menu({ entries, ...button }: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const closed = (
    <Button
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
      {...button}
    />
  );
  if (!isWanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenMenu entries={entries} trigger={<Button {...button} />} />
    </Suspense>
  );
}
