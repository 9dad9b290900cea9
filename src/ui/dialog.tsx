import * as RadixDialog from "@radix-ui/react-dialog";
import { clsx } from "clsx";
import { useState, type ReactNode } from "react";

interface DialogProps {
  readonly onClose: () => void;
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Shown before the title, and at its far end. */
  readonly icon?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Always in sight above the footer, however long the body is. */
  readonly note?: ReactNode;
  readonly footer: ReactNode;
  readonly width?: "wide" | "narrow";
}

/**
 * A modal dialog. Escape and a click outside call `onClose`, the focus stays inside and goes back where it was.
 * The backdrop is our own element: Radix' overlay injects a style element, which the page's CSP forbids.
 */
export function Dialog({
  onClose,
  title,
  subtitle,
  icon,
  aside,
  children,
  note,
  footer,
  width = "wide",
}: DialogProps) {
  const [opener] = useState(() => document.activeElement);
  return (
    <RadixDialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <RadixDialog.Portal>
        {/* Scrollable by one pixel, so that it swallows the wheel and the page behind stays where it is. */}
        <div
          aria-hidden
          className="fixed inset-0 z-40 [scrollbar-width:none] overflow-y-scroll overscroll-contain bg-backdrop"
        >
          <div className="h-[calc(100%+1px)]" />
        </div>
        <RadixDialog.Content
          aria-describedby={undefined}
          // Radix gives the focus back to a trigger of its own, and we have none.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack(opener);
          }}
          className={clsx(
            "fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[94dvh] w-full flex-col overflow-hidden rounded-t-2xl",
            "border border-line bg-surface shadow-2xl sm:inset-y-0 sm:my-auto sm:h-fit sm:w-[calc(100%-3rem)] sm:rounded-2xl",
            width === "wide" ? "sm:max-w-3xl" : "sm:max-w-lg",
          )}
        >
          <header className="flex items-start gap-3 border-b border-line px-5 py-4 sm:px-6">
            {icon}
            <div className="min-w-0 flex-1">
              <RadixDialog.Title className="text-lg leading-snug font-semibold">{title}</RadixDialog.Title>
              {subtitle && <div className="text-muted">{subtitle}</div>}
            </div>
            {aside}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
          {note && <div className="border-t border-line bg-raised px-5 py-3.5 sm:px-6">{note}</div>}
          <footer className="flex flex-wrap items-center gap-2 border-t border-line px-5 py-3 sm:px-6">
            {footer}
          </footer>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Focuses what opened the dialog; if that is gone or disabled by now, the page's heading. */
function giveFocusBack(opener: Element | null): void {
  if (opener instanceof HTMLElement) opener.focus();
  if (document.activeElement === document.body) document.querySelector("h1")?.focus();
}
