import type { AnchorHTMLAttributes } from "react";
import { useHref, useLinkClickHandler } from "react-router";

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href" | "onClick"> {
  /** "/connect", without the hash. */
  readonly to: string;
  /** Kept with the new entry of the browser's history. */
  readonly state?: unknown;
}

/** A link within the page. The router's own one loads data ahead of a click, code that nothing here needs. */
export function Link({ to, state, children, ...attributes }: LinkProps) {
  const href = useHref(to);
  const onClick = useLinkClickHandler(to, { state });
  return (
    <a {...attributes} href={href} onClick={onClick}>
      {children}
    </a>
  );
}
