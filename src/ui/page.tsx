import { use, useEffect, useRef, type ReactNode } from "react";
import { TabCount } from "./tab-count.ts";

let isFirstPage = true;

interface PageProps {
  readonly title: ReactNode;
  /** The title as plain text, for the browser's tab. */
  readonly tabTitle: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page's frame. Coming from another page, the focus moves to the heading, so that it is read out. */
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
      <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 ref={heading} tabIndex={-1} className="text-2xl leading-tight font-bold tracking-tight">
            {title}
          </h1>
          {subtitle && <p className="mt-1 text-muted">{subtitle}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
