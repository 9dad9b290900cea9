import type { ReactNode } from "react";
import { FieldChange } from "#components/field-change.tsx";
import type { SnapshotDifference, SnapshotField } from "#domain/request-snapshot.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

const FIELD_NAMES: Readonly<Record<SnapshotField, string>> = {
  deviceId: "Device ID",
  publicKey: "Key",
  displayName: "Name",
  platform: "System",
  deviceFamily: "Device family",
  clientId: "App",
  clientMode: "Kind of client",
  remoteIp: "Address",
  browserOrigin: "Page",
};

interface ReviewChangesProps {
  readonly differences: readonly SnapshotDifference[];
  readonly onReviewAgain: () => void;
}

/** What changed since the request was opened. Nothing is approved until it has been reviewed again. */
export function ReviewChanges({ differences, onReviewAgain }: ReviewChangesProps) {
  if (differences.some(({ kind }) => kind === "gone")) {
    return (
      <Notice tone="warn" role="alert" title="This request is no longer waiting">
        It was answered elsewhere, replaced by a new request, or expired. Nothing was approved here. If the
        device still wants access, its new request is in the list.
      </Notice>
    );
  }
  return (
    <Notice
      tone="danger"
      role="alert"
      title="The request has changed since you opened it. Nothing was approved."
      actions={
        <Button size="small" onClick={onReviewAgain}>
          Review what it asks now
        </Button>
      }
    >
      <ul className="list-disc pl-5">
        {differences.map((difference) => (
          <li key={"field" in difference ? difference.field : difference.kind}>{describe(difference)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function describe(difference: SnapshotDifference): ReactNode {
  switch (difference.kind) {
    case "gone":
      return "It is gone.";
    case "roles":
    case "held-roles":
      return rights(difference, "role", (role) => describeRole(role).value);
    case "scopes":
    case "held-scopes":
      return rights(difference, "right", (scope) => describeScope(scope).value);
    case "identity":
    case "description":
      return <FieldChange name={FIELD_NAMES[difference.field]} {...difference} />;
  }
}

function rights(
  { kind, added, removed }: Extract<SnapshotDifference, { added: readonly string[] }>,
  noun: string,
  name: (value: string) => string,
): string {
  const who = kind.startsWith("held") ? "The device has meanwhile" : "It now asks";
  const parts: string[] = [];
  if (added.length > 0)
    parts.push(`${who} ${kind.startsWith("held") ? "the" : "for the"} ${noun} ${added.map(name).join(", ")}`);
  if (removed.length > 0)
    parts.push(`no longer ${noun === "role" ? "as" : "for"} ${removed.map(name).join(", ")}`);
  return parts.join(", ");
}
