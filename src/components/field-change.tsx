import { safeText } from "#lib/safe-text.ts";
import { HostileText } from "#ui/hostile-text.tsx";

interface FieldChangeProps {
  readonly name: string;
  /** Null: nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A field of a request that is no longer as it was shown. */
export function FieldChange({ name, before, after }: FieldChangeProps) {
  return (
    <>
      {name}: <Value text={before} /> is now <Value text={after} />
    </>
  );
}

function Value({ text }: { readonly text: string | null }) {
  return text === null ? "nothing" : <HostileText text={safeText(text, 40)} />;
}
