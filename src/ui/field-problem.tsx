import { Button } from "./button.tsx";

interface FieldProblemProps {
  readonly title: string;
  readonly sentence: string;
  /** What the button says; absent: there is nothing to take. */
  readonly offer?: string | undefined;
  readonly onTake: () => void;
}

/** What is wrong with the text in a field, with a button that takes what is meant. */
export function FieldProblem({ title, sentence, offer, onTake }: FieldProblemProps) {
  return (
    <>
      <strong>{title}.</strong> {sentence}
      {offer !== undefined && (
        <Button size="small" className="mt-1 flex" onClick={onTake}>
          {offer}
        </Button>
      )}
    </>
  );
}
