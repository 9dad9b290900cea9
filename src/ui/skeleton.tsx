/** Placeholder rows for a table that is loading. */
export function SkeletonRows({ rows, label }: { readonly rows: number; readonly label: string }) {
  return (
    <div role="status" aria-label={label} className="rounded-xl border border-line bg-surface">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex items-center gap-3 border-line px-4 py-3 not-first:border-t">
          <div className="size-9 animate-pulse rounded-lg bg-raised" />
          <div className="space-y-2">
            <div className="h-3 w-40 animate-pulse rounded bg-raised" />
            <div className="h-2.5 w-56 animate-pulse rounded bg-raised" />
          </div>
        </div>
      ))}
    </div>
  );
}
