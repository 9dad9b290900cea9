import type { ReactNode } from "react";
import type { RequestSnapshot, SnapshotDifference } from "#domain/request-snapshot.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { Notice } from "#ui/notice.tsx";

const FIELD_NAMES: Readonly<Record<keyof RequestSnapshot["fields"], string>> = {
  deviceId: "Device id",
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

/** What is not as it was shown: so nothing is approved until a person has looked again. */
export function ReviewChanges({ differences, onReviewAgain }: ReviewChangesProps) {
  if (differences.some(({ kind }) => kind === "gone")) {
    return (
      <Notice tone="warn" role="alert" title="This request is no longer waiting">
        It was answered elsewhere, replaced by a new one, or its five minutes were over. Nothing was approved
        here. If the device still wants in, its new request is in the list.
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
      return (
        <>
          {FIELD_NAMES[difference.field]}: <Value text={difference.before} /> is now{" "}
          <Value text={difference.after} />
        </>
      );
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

function Value({ text }: { readonly text: string | null }) {
  return text === null ? "nothing" : <HostileText text={safeText(text, 40)} />;
}
