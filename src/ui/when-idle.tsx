import { useEffect, useState, type ReactNode } from "react";
import { whenIdle } from "#lib/when-idle.ts";

/** Something that can wait until the browser has nothing else to do. */
export function WhenIdle({ children }: { readonly children: ReactNode }) {
  const [isTime, setTime] = useState(false);
  useEffect(() => whenIdle(() => setTime(true)), []);
  return isTime && children;
}
