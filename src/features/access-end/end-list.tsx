import { useState } from "react";
import { EndRow } from "./end-row.tsx";
import { useAccessEnds } from "#data/access-ends.ts";
import { GatewayContext } from "#data/gateway.ts";
import { useGateways } from "#data/gateways.ts";
import type { AccessEnd } from "#domain/review/access-end.ts";

/** Access that ends, on all gateways. */
export function EndList() {
  const { ends, due } = useAccessEnds();
  const [announcement, setAnnouncement] = useState("");
  return (
    <section aria-labelledby="ends-heading" className="mt-8">
      <h2 id="ends-heading" className="mb-1 font-semibold">
        Access that ends
      </h2>
      <p className="mb-3 text-muted">
        {ends.length === 0
          ? "For a guest’s phone, choose “End access on…” in the device’s menu. This browser then reminds you; gateways have no such date."
          : "This browser only reminds you: gateways have no such date, and nothing happens by itself."}
      </p>
      <p role="status" className="mb-2 text-good-text empty:hidden">
        {announcement}
      </p>
      {ends.length > 0 && (
        <EndTable label="Access that ends" ends={ends} due={due} onEnded={setAnnouncement} />
      )}
    </section>
  );
}

interface EndTableProps {
  readonly label: string;
  readonly ends: readonly AccessEnd[];
  readonly due: readonly AccessEnd[];
  readonly onEnded: (result: string) => void;
}

export function EndTable({ label, ends, due, onEnded }: EndTableProps) {
  const gateways = useGateways();
  return (
    <div className="rounded-xl border border-line bg-surface">
      <table aria-label={label} className="w-full text-left max-md:block">
        <thead className="text-[0.85rem] text-muted max-md:sr-only">
          <tr>
            <th scope="col" className="px-3 py-2.5 font-medium">
              Device
            </th>
            <th scope="col" className="px-3 py-2.5 font-medium">
              Ends on
            </th>
            <th scope="col" className="px-3 py-2.5">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {ends.map((end) => (
            <GatewayContext key={`${end.gatewayUrl} ${end.deviceId}`} value={gateways.of(end.gatewayUrl)}>
              <EndRow end={end} isDue={due.includes(end)} onEnded={onEnded} />
            </GatewayContext>
          ))}
        </tbody>
      </table>
    </div>
  );
}
