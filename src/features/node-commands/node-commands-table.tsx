import { useEffect, useRef, type ReactNode } from "react";
import { useNodeName } from "./node-name.ts";
import { GatewayName } from "#components/gateway-name.tsx";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { GatewayContext, useGateway } from "#data/gateway.ts";
import { useAllWaiting, type Waiting } from "#data/gateways.ts";
import { reviewOfNode } from "#data/node-approvals.ts";
import { useNodeList } from "#data/node-list.ts";
import { useHello } from "#data/session.ts";
import { clientKind } from "#domain/client-kinds.ts";
import { shortDeviceId } from "#domain/names.ts";
import { byGravity, describeCommand } from "#domain/node-commands.ts";
import { changedWords, type NodeRequest } from "#domain/node-request.ts";
import { Button } from "#ui/button.tsx";
import { DeviceIcon } from "#components/device-icon.tsx";
import { TableHead } from "#ui/table-head.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#components/request-failure.tsx";
import { useHeldItems, type HeldItems } from "#ui/use-held-items.ts";

const idOf = ({ requestId }: NodeRequest) => requestId;

/** The requests of this gateway's nodes; nothing where none waits. */
export function NodeCommands() {
  const gateway = useGateway();
  const { data: list, error } = useNodeList();
  const pending = list?.pending ?? NONE;
  const held = useHeldItems(pending, idOf);
  const section = useRef<HTMLElement>(null);
  useHoldWhilePointing(section, held.region);
  if (error && !list) return <RequestFailure error={error} />;
  if (!list || (held.shown.length === 0 && list.unreadable === 0)) return null;
  return (
    <section ref={section} aria-labelledby={HEADING} className="mb-8">
      <div className="mb-2 flex min-h-8 items-center justify-between gap-4">
        <Heading />
        <div role="status">
          {held.heldCount > 0 && (
            <Button
              variant="ghost"
              size="small"
              className="bg-accent-soft text-accent-text"
              onClick={held.showAll}
            >
              {held.heldCount} more {held.heldCount === 1 ? "node" : "nodes"} · show
            </Button>
          )}
        </div>
      </div>
      {list.unreadable > 0 && (
        <Notice tone="warn" title="Some entries could not be read">
          The gateway lists something about the commands of nodes that this page does not understand.
        </Notice>
      )}
      {held.shown.length > 0 && (
        <Table waiting={held.shown.map((request) => ({ gateway, request }))} namesGateway={false} />
      )}
    </section>
  );
}

/** The requests of nodes on all gateways, the oldest first; nothing where none waits. */
export function AllNodeCommands() {
  const { nodes } = useAllWaiting();
  const sorted = nodes.toSorted((a, b) => a.request.requestedAtMs - b.request.requestedAtMs);
  return (
    sorted.length > 0 && (
      <section aria-labelledby={HEADING} className="mt-8">
        <div className="mb-2">
          <Heading />
        </div>
        <Table waiting={sorted} namesGateway />
      </section>
    )
  );
}

const NONE: readonly NodeRequest[] = [];
const HEADING = "node-commands-heading";

function Heading() {
  return (
    <h2 id={HEADING} className="font-semibold">
      Node commands
    </h2>
  );
}

const COLUMNS = [
  { label: "Agents would be able to" },
  { label: "Asked", className: "w-32" },
  { label: "Decide", isHidden: true, className: "w-30" },
];

const OF_ONE = [{ label: "Node", className: "w-[36%]" }];
const OF_SEVERAL = [
  { label: "Gateway", className: "w-[22%]" },
  { label: "Node", className: "w-[26%]" },
];

interface TableProps {
  readonly waiting: readonly Waiting<NodeRequest>[];
  readonly namesGateway: boolean;
}

function Table({ waiting, namesGateway }: TableProps) {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface">
      <table aria-labelledby={HEADING} className="w-full text-left max-md:block md:table-fixed">
        <TableHead columns={[...(namesGateway ? OF_SEVERAL : OF_ONE), ...COLUMNS]} />
        <tbody className="max-md:block">
          {waiting.map(({ gateway, request }) => (
            <GatewayContext key={`${gateway.url} ${request.requestId}`} value={gateway}>
              <Row request={request} namesGateway={namesGateway} />
            </GatewayContext>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ request, namesGateway }: { readonly request: NodeRequest; readonly namesGateway: boolean }) {
  const list = useNodeList().data;
  const name = useNodeName()(request);
  const openDialog = useOpenDialog();
  const isFrozen = useHello() === null;
  const times = useGatewayTimes();
  return (
    <tr className="border-line align-top not-first:border-t max-md:grid max-md:gap-y-2 max-md:p-4">
      {namesGateway && (
        <Cell>
          <GatewayName />
        </Cell>
      )}
      <Cell>
        <div className="flex items-start gap-3">
          <DeviceIcon kind={clientKind(request).kind} />
          <div className="min-w-0">
            <div className="leading-snug font-semibold">
              <HostileText text={name} />
            </div>
            <div className="mt-0.5 font-mono text-[0.8rem] text-muted">{shortDeviceId(request.deviceId)}</div>
          </div>
        </div>
      </Cell>
      <Cell>
        <Summary
          asked={request.commands}
          held={list?.paired.find(({ nodeId }) => nodeId === request.deviceId)?.commands}
        />
      </Cell>
      <Cell>{times.age(request.requestedAtMs)}</Cell>
      <Cell className="md:text-right">
        <Button
          variant="primary"
          className="max-md:w-full"
          disabled={isFrozen || !list}
          aria-label={`Review commands of ${name.plain}`}
          onClick={() => list && openDialog({ kind: "review-node", reviewed: reviewOfNode(request, list) })}
        >
          Review
        </Button>
      </Cell>
    </tr>
  );
}

function Cell({ className = "", children }: { readonly className?: string; readonly children: ReactNode }) {
  return <td className={`md:px-4 md:py-3 ${className}`}>{children}</td>;
}

/** So many commands are named in a row. */
const NAMED = 3;

/** The gravest of what is new, in plain words. */
function Summary({
  asked,
  held,
}: {
  readonly asked: readonly string[];
  readonly held: readonly string[] | undefined;
}) {
  const added = changedWords(asked, held ?? [])
    .filter(({ change }) => change === "added")
    .map(({ value }) => describeCommand(value))
    .toSorted(byGravity);
  const rest = added.length - NAMED;
  return (
    <>
      <ul>
        {added.slice(0, NAMED).map(({ value, title, isGrave }) => (
          <li key={value} className={isGrave ? "text-danger-text" : ""}>
            {title}
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        {rest > 0 && `and ${rest} more · `}
        {held ? `had ${held.length} before` : "first approval of its commands"}
      </p>
    </>
  );
}

/** A new row would push down what lies below: it waits while the pointer is at work elsewhere on the page. */
function useHoldWhilePointing(
  section: { readonly current: HTMLElement | null },
  { onPointerMove, onPointerLeave }: HeldItems<NodeRequest>["region"],
): void {
  useEffect(() => {
    const onMove = ({ target }: PointerEvent) => {
      const isInPage = target instanceof Element && target.closest("main") !== null;
      if (isInPage && !section.current?.contains(target)) onPointerMove();
      else onPointerLeave();
    };
    document.addEventListener("pointermove", onMove);
    return () => document.removeEventListener("pointermove", onMove);
  });
}
