import { useState } from "react";
import { useOpenDialog } from "#data/device-dialog.ts";
import { toOrigin } from "#domain/door/change.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { Button } from "#ui/button.tsx";
import { TextField } from "#ui/text-field.tsx";

/** Allows another page, by its address. */
export function AllowOther({ facts }: { readonly facts: DoorFacts }) {
  const open = useOpenDialog();
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const origin = toOrigin(typed);
  const allow = () => {
    setTried(origin === null);
    if (origin !== null) open({ kind: "door", change: { kind: "allow-origin", origin }, facts });
  };
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        allow();
      }}
    >
      <TextField
        className="min-w-0 flex-1 basis-64"
        label="Address of another page"
        value={typed}
        onChange={setTyped}
        placeholder="https://panel.example.com"
        error={
          isTried && origin === null
            ? "Enter the whole address, with https:// or http:// and the port if it has one. “*” is not offered: it lets every website in."
            : null
        }
      />
      <Button type="submit" className="mt-7">
        Allow…
      </Button>
    </form>
  );
}
