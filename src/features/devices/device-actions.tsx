import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { shownName } from "#domain/names.ts";
import { copyText } from "#lib/clipboard.ts";
import { Button } from "#ui/button.tsx";
import { Menu, MenuItem } from "#ui/menu.tsx";

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
        trigger={
          <Button variant="ghost" size="small" aria-label={`Actions for ${shownName(device).safe.plain}`}>
            <Ellipsis size={17} aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={onViewDetails}>View details</MenuItem>
        <MenuItem onSelect={() => void copy(device.deviceId, "Device ID")}>Copy device ID</MenuItem>
        <MenuItem
          onSelect={() =>
            void copy(
              devicesCommand({ kind: "remove", deviceId: device.deviceId }),
              "CLI command to remove this device",
            )
          }
        >
          Copy CLI command
        </MenuItem>
      </Menu>
      <span role="status" className="sr-only">
        {announcement}
      </span>
    </>
  );
}
