/** The sign before a right or a command, with its meaning for those who cannot see it. */
export function ChangeMark({
  sign,
  word,
  isNew,
}: {
  readonly sign: string;
  readonly word: string;
  readonly isNew: boolean;
}) {
  return (
    <span className={`w-3 shrink-0 font-mono font-bold ${isNew ? "text-danger-text" : "text-muted"}`}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{word}: </span>
    </span>
  );
}
