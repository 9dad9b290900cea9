import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { PairedDevice } from "#domain/device.ts";
import { shownName } from "#domain/names.ts";
import { copyText } from "#lib/clipboard.ts";
import { Menu } from "#ui/menu.tsx";

interface DeviceActionsProps {
  readonly device: PairedDevice;
  readonly onViewDetails: () => void;
}

/** What can be done with a paired device. Nothing here changes the gateway. */
export function DeviceActions({ device, onViewDetails }: DeviceActionsProps) {
  const [announcement, setAnnouncement] = useState("");
  const copy = async (text: string, what: string) => {
    setAnnouncement("");
    setAnnouncement(
      (await copyText(text)) ? `${what} copied` : `The browser refused to copy. ${what}: ${text}`,
    );
  };
  return (
    <>
      <Menu
        variant="ghost"
        size="small"
        aria-label={`Actions for ${shownName(device).safe.plain}`}
        entries={[
          { label: "View details", onSelect: onViewDetails },
          { label: "Copy device ID", onSelect: () => void copy(device.deviceId, "Device ID") },
        ]}
      >
        <Ellipsis size={17} aria-hidden />
      </Menu>
      <span role="status" className="sr-only">
        {announcement}
      </span>
    </>
  );
}
