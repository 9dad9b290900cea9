interface Column {
  readonly label: string;
  /** Only for who cannot see the table, as over buttons. */
  readonly isHidden?: boolean;
  /** Its width or alignment. */
  readonly className?: string;
}

/** The head of a table whose rows are cards on narrow screens. */
export function TableHead({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead className="border-b border-line text-[0.85rem] text-muted max-md:sr-only">
      <tr>
        {columns.map(({ label, isHidden = false, className = "" }) => (
          <th key={label} className={`px-4 py-2.5 font-medium ${className}`}>
            {isHidden ? <span className="sr-only">{label}</span> : label}
          </th>
        ))}
      </tr>
    </thead>
  );
}
