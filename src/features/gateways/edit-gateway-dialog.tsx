import { useState } from "react";
import { GatewayDot } from "#components/gateway-dot.tsx";
import { changeKnown, GATEWAY_COLORS, type GatewayColor, type KnownGateway } from "#data/known-gateways.ts";
import { Button } from "#ui/button.tsx";
import { Dialog, DialogClose } from "#ui/dialog.tsx";
import { TextField } from "#ui/text-field.tsx";

const LONGEST_NAME = 60;

interface EditGatewayDialogProps {
  readonly known: KnownGateway;
  readonly onClose: () => void;
}

/** Gives a gateway a name and a colour, in this browser only. */
export function EditGatewayDialog({ known, onClose }: EditGatewayDialogProps) {
  const [name, setName] = useState(known.name ?? "");
  const [color, setColor] = useState<GatewayColor | undefined>(known.color);
  const own = known.environment?.label;
  const save = () => {
    changeKnown(known.url, { name: name.trim().slice(0, LONGEST_NAME) || undefined, color });
    onClose();
  };
  return (
    <Dialog
      title="Name and colour"
      width="narrow"
      subtitle={<span className="font-mono text-[0.9rem] [overflow-wrap:anywhere]">{known.url}</span>}
      onClose={onClose}
      footer={
        <>
          <DialogClose>Cancel</DialogClose>
          <span className="flex-1" />
          <Button variant="primary" type="submit" form="edit-gateway">
            Save
          </Button>
        </>
      }
    >
      <form
        id="edit-gateway"
        className="space-y-4 px-5 py-4 sm:px-6"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          hint={`Kept in this browser. Leave it empty to use ${own === undefined ? "the address" : "the gateway’s own name"}.`}
        />
        <fieldset>
          <legend className="mb-1 font-semibold">Colour</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {[undefined, ...GATEWAY_COLORS].map((choice) => (
              <label key={choice ?? "none"} className="flex items-center gap-2">
                <input
                  type="radio"
                  name="color"
                  className="size-4 accent-accent"
                  checked={color === choice}
                  onChange={() => setColor(choice)}
                />
                {choice ? (
                  <>
                    <GatewayDot color={choice} />
                    <span className="capitalize">{choice}</span>
                  </>
                ) : known.environment?.color ? (
                  "The gateway’s own"
                ) : (
                  "Automatic"
                )}
              </label>
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}
