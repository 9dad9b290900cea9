import { HostileText } from "./hostile-text.tsx";
import type { SafeText } from "#lib/safe-text.ts";

/** A name that anybody can choose, and beside it the id, which nobody can. */
export function NameAndId({ name, id }: { readonly name: SafeText; readonly id: string }) {
  return (
    <>
      <HostileText text={name} /> <span className="font-mono text-[0.85rem]">{id}</span>
    </>
  );
}
