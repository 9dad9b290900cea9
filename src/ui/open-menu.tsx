import * as RadixMenu from "@radix-ui/react-dropdown-menu";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { MenuEntry } from "./menu-entry.ts";

const ITEM =
  "flex min-h-9 w-full items-center justify-between gap-4 rounded-md px-3 outline-none select-none data-[highlighted]:bg-raised data-[disabled]:opacity-45";

interface OpenMenuProps {
  readonly entries: readonly MenuEntry[];
  readonly trigger: ReactNode;
}

/** The open menu. Not modal: Radix' modal menus inject a style element, which the page's CSP forbids. */
export function OpenMenu({ entries, trigger }: OpenMenuProps) {
  return (
    <RadixMenu.Root modal={false} defaultOpen>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-30 min-w-48 rounded-xl border border-line bg-surface p-1 shadow-lg"
        >
          {entries.map(({ label, onSelect, isChosen, isDisabled, reason = null }) =>
            isChosen === undefined ? (
              <RadixMenu.Item
                key={label}
                className={ITEM}
                disabled={(isDisabled ?? false) || reason !== null}
                aria-label={label}
                aria-description={reason ?? undefined}
                onSelect={onSelect}
              >
                {label}
                {reason !== null && <span className="text-sm">{reason}</span>}
              </RadixMenu.Item>
            ) : (
              <RadixMenu.CheckboxItem
                key={label}
                role="menuitemradio"
                aria-checked={isChosen}
                checked={isChosen}
                className={clsx(ITEM, isChosen && "font-medium")}
                onSelect={onSelect}
              >
                {label}
                <RadixMenu.ItemIndicator aria-hidden>✓</RadixMenu.ItemIndicator>
              </RadixMenu.CheckboxItem>
            ),
          )}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}
