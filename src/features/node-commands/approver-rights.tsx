import { missingScopes, type NodeRequest } from "#domain/node-request.ts";
import { describeScope } from "#domain/scopes.ts";
import { Notice } from "#ui/notice.tsx";

interface ApproverRightsProps {
  readonly request: NodeRequest;
  /** What this session holds. */
  readonly scopes: readonly string[];
}

/** Which rights an approval needs, and whether this browser has them. */
export function ApproverRights({ request, scopes }: ApproverRightsProps) {
  const { requiredScopes } = request;
  const missing = missingScopes(request, scopes);
  if (missing.length > 0) {
    return (
      <Notice tone="warn" role="status" title="This browser may not approve these commands">
        That needs {nameOf(missing)}. Use a device that has it, or ask for administrator rights on the devices
        page. Anybody who may manage devices can reject them.
      </Notice>
    );
  }
  return (
    <section>
      <h3 className="mb-1 font-semibold">Who may approve this</h3>
      <p>
        {requiredScopes === undefined
          ? "The gateway does not say which right it needs."
          : `It needs ${nameOf(requiredScopes)}. This browser has that.`}
      </p>
    </section>
  );
}

function nameOf(scopes: readonly string[]): string {
  return scopes
    .map((scope) => {
      const { value, title, isKnown } = describeScope(scope);
      return isKnown ? `${value} (${title.toLowerCase()})` : value;
    })
    .join(" and ");
}
