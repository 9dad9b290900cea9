import { useId } from "react";
import { hostClass } from "#domain/gateway-url.ts";
import { scopesOfAccess, type SetupAccess } from "#domain/setup-code.ts";
import { describeScope } from "#domain/scopes.ts";
import { TextField } from "#ui/text-field.tsx";

export type NewDevice = "phone" | "machine" | "browser";
type PhoneAccess = Exclude<SetupAccess, "node">;

const DEVICES: readonly Option<NewDevice>[] = [
  { value: "phone", label: "A phone or an app", hint: "It scans a QR code, or takes the code as text." },
  { value: "machine", label: "A machine", hint: "You paste one command there, and it becomes a node." },
  {
    value: "browser",
    label: "Another browser",
    hint: "It opens a link to this page, and you approve it here.",
  },
];
const ACCESS: readonly Option<PhoneAccess>[] = [
  { value: "limited", label: "Limited", hint: "Everything but what only an administrator can do." },
  { value: "full", label: "Full", hint: "An administrator: it can change every setting and let others in." },
];

interface AddChoiceProps {
  readonly device: NewDevice;
  readonly access: PhoneAccess;
  readonly address: string;
  /** What is wrong with the address. */
  readonly problem: string | undefined;
  readonly isLocked: boolean;
  readonly onDevice: (device: NewDevice) => void;
  readonly onAccess: (access: PhoneAccess) => void;
  readonly onAddress: (address: string) => void;
}

/** What is to be added, what it will be able to do, and by which address it will come. */
export function AddChoice(props: AddChoiceProps) {
  const { device, access, address, problem, isLocked, onDevice, onAccess, onAddress } = props;
  return (
    <>
      <Choice
        title="What do you want to add?"
        options={DEVICES}
        value={device}
        isLocked={isLocked}
        onChange={onDevice}
      />
      {device === "phone" && (
        <div>
          <Choice
            title="What may it do?"
            options={ACCESS}
            value={access}
            isLocked={isLocked}
            onChange={onAccess}
          />
          <HandedOver access={access} />
        </div>
      )}
      {device === "machine" && (
        <p>
          Whoever uses the code first is let in at once, with every command that it offers. On most machines
          that means running <strong>any command for the gateway’s agents</strong>. Nobody is asked again.
        </p>
      )}
      {device !== "browser" && (
        <TextField
          label="Gateway address for the device"
          value={address}
          error={problem}
          hint={
            hostClass(address) === "loopback"
              ? "Only this computer can use this address. For another device, put the gateway’s own address here."
              : "The device must be able to reach the gateway by it."
          }
          disabled={isLocked}
          onChange={onAddress}
        />
      )}
    </>
  );
}

/** What a code gives away, said before it is made. */
function HandedOver({ access }: { readonly access: PhoneAccess }) {
  return (
    <div className="mt-3 text-sm">
      <p className="text-muted">Whoever uses the code first is let in at once, and can:</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 marker:text-muted">
        {scopesOfAccess(access).map((scope) => (
          <li key={scope} className={scope === "operator.admin" ? "font-medium text-danger-text" : ""}>
            {describeScope(scope).title}
          </li>
        ))}
        <li>Be a node: offer its own commands to the gateway’s agents</li>
      </ul>
    </div>
  );
}

interface Option<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint: string;
}

interface ChoiceProps<Value> {
  readonly title: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly isLocked: boolean;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ title, options, value, isLocked, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <p id={id} className="mb-1.5 font-semibold">
        {title}
      </p>
      <div className="space-y-2">
        {options.map((option) => (
          <div key={option.value} className="flex items-start gap-2.5">
            <input
              id={`${id}-${option.value}`}
              type="radio"
              name={id}
              className="mt-1 size-4 shrink-0 accent-accent"
              checked={option.value === value}
              disabled={isLocked}
              aria-describedby={`${id}-${option.value}-hint`}
              onChange={() => onChange(option.value)}
            />
            <div>
              <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
              <p id={`${id}-${option.value}-hint`} className="text-sm text-muted">
                {option.hint}
              </p>
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
