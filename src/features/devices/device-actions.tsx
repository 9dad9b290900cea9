import { useState } from "react";
import type { DeviceDialog } from "#data/device-dialog.ts";
import { useWrapCommand } from "#data/command-wrapper.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { whyNotRevocable } from "#domain/device-traits.ts";
import { shownName } from "#domain/names.ts";
import { copyText } from "#lib/clipboard.ts";
import { Menu } from "#ui/menu.tsx";

interface DeviceActionsProps {
  readonly device: PairedDevice;
  readonly onViewDetails: () => void;
  readonly onOpen: (dialog: DeviceDialog) => void;
  /** The gateway can rename devices. */
  readonly canRename: boolean;
  /** The page is not connected: nothing can be changed. */
  readonly isFrozen: boolean;
}

/** What can be done with a paired device. */
export function DeviceActions({ device, onViewDetails, onOpen, canRename, isFrozen }: DeviceActionsProps) {
  /** null until something was copied: a thousand rows need no thousand live regions. */
  const [announcement, setAnnouncement] = useState<string | null>(null);
  const wrapCommand = useWrapCommand();
  const copy = async (text: string, what: string) => {
    setAnnouncement("");
    setAnnouncement(
      (await copyText(text)) ? `${what} copied: ${text}` : `The browser refused to copy. ${what}: ${text}`,
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
          {
            label: "Rotate token…",
            onSelect: () => onOpen({ kind: "rotate", device }),
            isDisabled: isFrozen,
          },
          {
            label: "Revoke token…",
            onSelect: () => onOpen({ kind: "revoke", device }),
            isDisabled: isFrozen,
            reason: whyNotRevocable(device),
          },
          ...(canRename
            ? [{ label: "Rename…", onSelect: () => onOpen({ kind: "rename", device }), isDisabled: isFrozen }]
            : []),
          {
            label: "Remove device…",
            onSelect: () => onOpen({ kind: "remove", device }),
            isDisabled: isFrozen,
          },
          { label: "Copy device ID", onSelect: () => void copy(device.deviceId, "Device ID") },
          {
            label: "Copy CLI command",
            onSelect: () => void copy(wrapCommand(recoveryCommand(device)), "CLI command"),
          },
        ]}
      >
        {/* Text: an icon of four elements in each row is a tenth of what scrolling costs. */}
        <span aria-hidden className="text-xl leading-none font-bold">
          ⋯
        </span>
      </Menu>
      {announcement !== null && (
        <span role="status" className="sr-only">
          {announcement}
        </span>
      )}
    </>
  );
}

/** What the recovery of a device that does not get in begins with; without a role there is no token to rotate. */
function recoveryCommand({ deviceId, roles }: PairedDevice): string {
  const [role] = roles;
  return devicesCommand(
    role === undefined ? { kind: "remove", deviceId } : { kind: "rotate", deviceId, role },
  );
}
