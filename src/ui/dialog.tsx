import * as RadixDialog from "@radix-ui/react-dialog";
import { clsx } from "clsx";
import { useEffect, useState, type MouseEvent, type ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { Notice } from "./notice.tsx";

/** Why a dialog must stay, told to whoever tries to close it. */
export interface Hold {
  readonly tone: "neutral" | "danger";
  readonly title: string;
  readonly text: string;
}

/**
 * The hold of a dialog whose write runs: closed now, it would take the outcome along.
 * @param title "Still rotating"
 */
export function holdWhile(isRunning: boolean, title: string): Hold | null {
  if (!isRunning) return null;
  return {
    tone: "neutral",
    title,
    text: "You can close this once the outcome is known. If no answer comes, the page stops waiting by itself.",
  };
}

interface DialogProps {
  /** The person closes it. Never called while it is held. */
  readonly onClose: () => void;
  /** While given, nothing closes the dialog, and the browser asks before it leaves the page. */
  readonly hold?: Hold | null;
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
 * A modal dialog. Escape, a click outside, a `DialogClose` and a link in it all close it by the same way, unless it is
 * held; the focus stays inside and goes back where it was.
 * The backdrop is our own element: Radix' overlay injects a style element, which the page's CSP forbids.
 */
export function Dialog({
  onClose,
  hold = null,
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
  const [wasTried, setTried] = useState(false);
  const isHeld = hold !== null;
  if (wasTried && !isHeld) setTried(false);
  useWarningBeforeLeaving(isHeld);

  const close = () => {
    if (isHeld) setTried(true);
    else onClose();
  };
  const holdLink = (event: MouseEvent) => {
    if (!isHeld || !leadsAway(event)) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <RadixDialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
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
          onClickCapture={holdLink}
          // The page that the link leads to is below the dialog.
          onClick={(event) => leadsAway(event) && close()}
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
          {wasTried && hold && (
            <div className="border-t border-line px-5 py-3 sm:px-6">
              <Notice tone={hold.tone} role={hold.tone === "danger" ? "alert" : "status"} title={hold.title}>
                {hold.text}
              </Notice>
            </div>
          )}
          <footer className="flex flex-wrap items-center gap-2 border-t border-line px-5 py-3 sm:px-6">
            {footer}
          </footer>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** The button that closes the dialog it stands in. */
export function DialogClose(props: ButtonProps) {
  return (
    <RadixDialog.Close asChild>
      <Button {...props} />
    </RadixDialog.Close>
  );
}

/** A click on a link that shows another page in this tab. */
function leadsAway({ target, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  const isElsewhere = ctrlKey || metaKey || shiftKey;
  return !isElsewhere && target instanceof Element && target.closest("a[href]") !== null;
}

/** Has the browser ask before the tab is closed or loads something else. */
function useWarningBeforeLeaving(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isWanted]);
}

/** Focuses what opened the dialog; if that is gone or disabled by now, the page's heading. */
function giveFocusBack(opener: Element | null): void {
  if (opener instanceof HTMLElement) opener.focus();
  if (document.activeElement === document.body) document.querySelector("h1")?.focus();
}
