import { createContext, use, useEffect, useRef, type ReactNode } from "react";

/** The number of pending requests, shown in the title of every page. */
export const TabCount = createContext(0);

let isFirstPage = true;

interface PageProps {
  readonly title: ReactNode;
  /** The title of the browser's tab, as plain text. */
  readonly tabTitle: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page. After navigation the heading gets the focus, so that screen readers read it. */
export function Page({ title, tabTitle, subtitle, actions, children }: PageProps) {
  const count = use(TabCount);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus();
    isFirstPage = false;
  }, []);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-8">
      <title>{`${count > 0 ? `(${count}) ` : ""}${tabTitle} · Gatehouse`}</title>
      {/* The subtitle has all of the width: what comes into it later moves nothing below. */}
      <div className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h1 ref={heading} tabIndex={-1} className="min-w-0 text-2xl leading-tight font-bold tracking-tight">
          {title}
        </h1>
        {subtitle && <p className="w-full text-muted md:order-last">{subtitle}</p>}
        {actions && <div className="flex flex-wrap gap-2 max-md:mt-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
