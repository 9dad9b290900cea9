import type { ReactNode } from "react";
import { FieldChange } from "#components/field-change.tsx";
import type { NodeDifference, NodeSnapshot } from "#domain/node-snapshot.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

const FIELD_NAMES: Readonly<Record<keyof NodeSnapshot["fields"], string>> = {
  deviceId: "Device id",
  displayName: "Name",
  platform: "System",
  deviceFamily: "Device family",
  clientId: "App",
  clientMode: "Kind of client",
  version: "Version",
  remoteIp: "Address",
};

interface NodeChangesProps {
  readonly differences: readonly NodeDifference[];
  /** The request that the node has made instead, if it has. */
  readonly onReviewNext: (() => void) | null;
}

/** What is not as it was shown: so nothing is approved until a person has looked again. */
export function NodeChanges({ differences, onReviewNext }: NodeChangesProps) {
  const isGone = differences.some(({ kind }) => kind === "gone");
  return (
    <Notice
      tone={isGone && !onReviewNext ? "warn" : "danger"}
      role="alert"
      title={
        isGone
          ? "This request is no longer waiting"
          : "The request has changed since you opened it. Nothing was approved."
      }
      actions={
        onReviewNext && (
          <Button size="small" onClick={onReviewNext}>
            Review what it asks now
          </Button>
        )
      }
    >
      {isGone ? (
        "It was answered elsewhere, or the node has asked for something else since. Nothing was approved here."
      ) : (
        <ul className="list-disc pl-5">
          {differences.map((difference) => (
            <li key={"field" in difference ? difference.field : difference.kind}>{describe(difference)}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function describe(difference: NodeDifference): ReactNode {
  if (difference.kind === "gone") return "It is gone.";
  if (difference.kind === "description") {
    return <FieldChange name={FIELD_NAMES[difference.field]} {...difference} />;
  }
  const { kind, added, removed } = difference;
  const what = kind.replace("held-", "");
  const parts = [
    ...(added.length > 0 ? [`now also ${list(added)}`] : []),
    ...(removed.length > 0 ? [`no longer ${list(removed)}`] : []),
  ];
  return `${kind.startsWith("held-") ? "Approved" : "Asked for"} (${what}): ${parts.join(", ")}`;
}

function list(words: readonly string[]): string {
  return words.map((word) => safeText(word, 40).plain).join(", ");
}
