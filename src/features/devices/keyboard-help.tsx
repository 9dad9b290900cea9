import { Dialog, DialogClose } from "#ui/dialog.tsx";

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [["/"], "Search devices"],
  [["j", "↓"], "Next row (arrows on a row)"],
  [["k", "↑"], "Previous row"],
  [["Enter"], "Review the request, or view the device’s details"],
  [["Space"], "Select or deselect the device"],
  [["Esc"], "Close a dialog or menu"],
  [["?"], "Show this list"],
];

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
          Shortcuts are off while you type. None of them approves, removes or rotates anything.
        </p>
      </div>
    </Dialog>
  );
}
