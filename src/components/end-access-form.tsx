import { useId, useState } from "react";
import { forgetEnd, rememberEnd, useAccessEnds } from "#data/access-ends.ts";
import { useGateway } from "#data/gateway.ts";
import { nameToKeep } from "#domain/activity-entries.ts";
import type { PairedDevice } from "#domain/device.ts";
import { isDay, type AccessEnd } from "#domain/review/access-end.ts";
import { formatFileDate } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { OneOf } from "#ui/one-of.tsx";

const DAY_MS = 86_400_000;
const USUAL_DAYS = 7;

interface EndAccessFormProps {
  readonly device: PairedDevice;
  readonly onDone?: () => void;
}

/** Chooses the day on which this browser reminds of ending a device's access. */
export function EndAccessForm({ device, onDone }: EndAccessFormProps) {
  const id = useId();
  const { url: gatewayUrl } = useGateway();
  const { deviceId } = device;
  const { ends, today } = useAccessEnds();
  const known = ends.find((end) => end.gatewayUrl === gatewayUrl && end.deviceId === deviceId);
  const [endsOn, setEndsOn] = useState(
    () => known?.endsOn ?? formatFileDate(Date.now() + USUAL_DAYS * DAY_MS),
  );
  const [how, setHow] = useState<AccessEnd["how"]>(known?.how ?? "remove");
  const [announcement, setAnnouncement] = useState("");
  const save = () => {
    rememberEnd({ gatewayUrl, deviceId, name: nameToKeep(device), endsOn, how });
    setAnnouncement(`This browser will remind you from ${endsOn} on.`);
    onDone?.();
  };
  const forget = () => {
    forgetEnd({ gatewayUrl, deviceId });
    setAnnouncement("The reminder is deleted. Access goes on.");
  };
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div>
        <label htmlFor={id} className="mb-1 block font-medium">
          Access ends on
        </label>
        <input
          id={id}
          type="date"
          required
          min={today}
          value={endsOn}
          onChange={(event) => setEndsOn(event.target.value)}
          className="block min-h-10 rounded-lg border border-line-strong bg-surface px-3"
        />
      </div>
      <OneOf
        title="Then"
        options={[
          { value: "remove", label: "Remove the device" },
          { value: "revoke", label: "Revoke its tokens" },
        ]}
        value={how}
        onChange={setHow}
      />
      <p className="text-sm text-muted">
        This only reminds you: gateways have no such date, and nothing happens by itself. From that day on,
        every page of this browser offers to do it with one click.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={!isDay(endsOn)}>
          Remind me
        </Button>
        {known && <Button onClick={forget}>Delete the reminder</Button>}
      </div>
      <p role="status" className="text-good-text empty:hidden">
        {announcement}
      </p>
    </form>
  );
}
