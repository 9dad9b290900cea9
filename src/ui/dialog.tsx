import * as RadixDialog from "@radix-ui/react-dialog";
import { clsx } from "clsx";
import { use, useEffect, useState, type MouseEvent, type ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { DialogBanner } from "./dialog-banner.ts";
import { Notice } from "./notice.tsx";

/** Why a dialog must stay open, shown when somebody tries to close it. */
export interface Hold {
  readonly tone: "neutral" | "danger";
  readonly title: string;
  readonly text: string;
}

/**
 * The hold of a dialog while its request runs, since closing it would hide the result.
 * @param title "Still rotating"
 */
export function holdWhile(isRunning: boolean, title: string): Hold | null {
  if (!isRunning) return null;
  return {
    tone: "neutral",
    title,
    text: "You can close this once the outcome is known. If the gateway does not answer, the page stops waiting.",
  };
}

interface DialogProps {
  /** Called when the person closes it, but not while it is held. */
  readonly onClose: () => void;
  /** Keeps the dialog open, and has the browser ask before it leaves the page. */
  readonly hold?: Hold | null;
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** `icon` is shown before the title, `aside` after it. */
  readonly icon?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Stays visible above the footer while the body scrolls. */
  readonly note?: ReactNode;
  readonly footer: ReactNode;
  readonly width?: "wide" | "narrow";
}

/**
 * A modal dialog. Escape, a click outside, a `DialogClose` and a link inside all close it, unless it is held.
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
  const banner = use(DialogBanner);
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
        <div aria-hidden className="fixed inset-0 z-40 bg-backdrop">
          {/* Scrollable by one pixel, so that the wheel does not scroll the page behind it. Without a colour: WebKit paints
              that of what scrolls twice. */}
          <div className="h-full [scrollbar-width:none] overflow-y-scroll overscroll-contain">
            <div className="h-[calc(100%+1px)]" />
          </div>
        </div>
        <RadixDialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirst}
          // Radix returns the focus to its own trigger, which we do not use.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack(opener);
          }}
          onClickCapture={holdLink}
          // A link opens a page below the dialog.
          onClick={(event) => leadsAway(event) && close()}
          className={clsx(
            "fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[94dvh] w-full flex-col overflow-hidden rounded-t-2xl outline-none",
            "border border-line bg-surface shadow-2xl sm:inset-y-0 sm:my-auto sm:h-fit sm:w-[calc(100%-3rem)] sm:rounded-2xl",
            width === "wide" ? "sm:max-w-3xl" : "sm:max-w-lg",
          )}
        >
          {banner !== null && (
            <div className="border-b border-line bg-raised px-5 py-2 font-medium sm:px-6">{banner}</div>
          )}
          <header className="flex items-start gap-3 border-b border-line px-5 py-4 sm:px-6">
            {icon}
            <div className="min-w-0 flex-1">
              <RadixDialog.Title className="text-lg leading-snug font-semibold">{title}</RadixDialog.Title>
              {subtitle && <div className="text-muted">{subtitle}</div>}
            </div>
            {aside}
          </header>
          {/* As high as its content where there is room: with flex-1 WebKit makes it as low as it can. */}
          <div className="min-h-0 overflow-y-auto overscroll-contain">{children}</div>
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

/** A button that closes its dialog. */
export function DialogClose(props: ButtonProps) {
  return (
    <RadixDialog.Close asChild>
      <Button {...props} />
    </RadixDialog.Close>
  );
}

/** Whether a click opens another page in this tab. */
function leadsAway({ target, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  const isElsewhere = ctrlKey || metaKey || shiftKey;
  return !isElsewhere && target instanceof Element && target.closest("a[href]") !== null;
}

/** Has the browser ask before the tab is closed or reloaded. */
function useWarningBeforeLeaving(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isWanted]);
}

/** Focuses the dialog itself, unless it begins with a text field, so that Enter and Space do nothing yet. */
function focusFirst(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  const first = dialog.querySelector("input, button, select, textarea, summary, [tabindex='0']");
  if (first?.matches("input:not([type=checkbox], [type=radio])")) return;
  event.preventDefault();
  dialog.focus();
}

/** Focuses what opened the dialog, or the page's heading if that is gone or disabled. */
function giveFocusBack(opener: Element | null): void {
  if (opener instanceof HTMLElement) opener.focus();
  if (document.activeElement === document.body) document.querySelector("h1")?.focus();
}
