import { Notice } from "#ui/notice.tsx";

interface UnreadOutcomeProps {
  /** "Removed" */
  readonly done: string;
  /** The gateway confirmed it. */
  readonly isAnswered: boolean;
}

/** The result of a change after which the list could not be fetched. */
export function UnreadOutcome({ done, isAnswered }: UnreadOutcomeProps) {
  return isAnswered ? (
    <Notice tone="good" role="status" title={done}>
      The gateway confirmed it. This page is not signed in any more, so it cannot check the list.
    </Notice>
  ) : (
    <Notice tone="danger" role="alert" title="Outcome unknown">
      The gateway did not answer, and this page cannot check the list now. It does not send the request again.
    </Notice>
  );
}
