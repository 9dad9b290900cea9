import { Dialog, DialogClose } from "#ui/dialog.tsx";

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [["/"], "Search devices"],
  [["j", "↓"], "Next row (arrows on a row)"],
  [["k", "↑"], "Row before"],
  [["Enter"], "Open the row: review the request, or the device’s details"],
  [["Space"], "Select the device, or no longer"],
  [["Esc"], "Close a dialog or menu"],
  [["?"], "This list"],
];

/** What the keys of the devices page do. */
export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog
      title="Keyboard shortcuts"
      width="narrow"
      onClose={onClose}
      footer={<DialogClose className="ml-auto">Close</DialogClose>}
    >
      <div className="space-y-3 px-5 py-4 sm:px-6">
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
          {KEYS.map(([keys, what]) => (
            <div key={what} className="contents">
              <dt className="space-x-1 whitespace-nowrap">
                {keys.map((key) => (
                  <kbd key={key} className="rounded-md border border-line-strong px-1.5 font-mono text-sm">
                    {key}
                  </kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p className="text-muted">
          They rest while you type. No single key approves, removes or rotates anything.
        </p>
      </div>
    </Dialog>
  );
}
