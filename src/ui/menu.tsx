import * as RadixMenu from "@radix-ui/react-dropdown-menu";
import { clsx } from "clsx";
import type { ReactNode } from "react";

const ITEM =
  "flex min-h-9 w-full items-center gap-2 rounded-md px-3 outline-none select-none data-[disabled]:opacity-45 data-[highlighted]:bg-raised";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

/** A menu behind a button. Not modal: Radix' modal menus inject a style element, which the page's CSP forbids. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-30 min-w-48 rounded-xl border border-line bg-surface p-1 shadow-lg"
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

/** One thing to do. */
export function MenuItem({
  onSelect,
  children,
}: {
  readonly onSelect: () => void;
  readonly children: ReactNode;
}) {
  return (
    <RadixMenu.Item className={ITEM} onSelect={onSelect}>
      {children}
    </RadixMenu.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** One choice out of several. */
export function MenuChoice<T extends string>({ value, choices, onChange }: MenuChoiceProps<T>) {
  return (
    <RadixMenu.RadioGroup value={value}>
      {choices.map((choice) => (
        <RadixMenu.RadioItem
          key={choice.value}
          value={choice.value}
          className={clsx(ITEM, "justify-between")}
          onSelect={() => onChange(choice.value)}
        >
          {choice.label}
          <RadixMenu.ItemIndicator aria-hidden>✓</RadixMenu.ItemIndicator>
        </RadixMenu.RadioItem>
      ))}
    </RadixMenu.RadioGroup>
  );
}
