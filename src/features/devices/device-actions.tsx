import { useState } from "react";
import type { DeviceDialog } from "#data/device-dialog.ts";
import { useWrapCommand } from "#data/command-wrapper.ts";
import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { hasNodeRoleBesides, whyNotRevocable } from "#domain/device-traits.ts";
import { shownName } from "#domain/names.ts";
import { copyText } from "#lib/clipboard.ts";
import { Menu } from "#ui/menu.tsx";

export interface DeviceActionsProps {
  readonly device: PairedDevice;
  readonly onViewDetails: (device: PairedDevice) => void;
  readonly onOpen: (dialog: DeviceDialog) => void;
  /** The gateway can rename devices. */
  readonly canRename: boolean;
  /** The gateway can take the node role away and leave the rest. */
  readonly canRemoveNodeRole: boolean;
  /** Not connected: nothing can be changed. */
  readonly isFrozen: boolean;
}

/** The menu of a paired device. */
export function DeviceActions({ device, onViewDetails, onOpen, isFrozen, ...can }: DeviceActionsProps) {
  /** null until something was copied, so that a thousand rows do not have a thousand live regions. */
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
          { label: "View details", onSelect: () => onViewDetails(device) },
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
          ...(can.canRename
            ? [{ label: "Rename…", onSelect: () => onOpen({ kind: "rename", device }), isDisabled: isFrozen }]
            : []),
          ...(can.canRemoveNodeRole && hasNodeRoleBesides(device)
            ? [
                {
                  label: "Remove node role…",
                  onSelect: () => onOpen({ kind: "remove-node-role", device }),
                  isDisabled: isFrozen,
                },
              ]
            : []),
          {
            label: "Remove device…",
            onSelect: () => onOpen({ kind: "remove", device }),
            isDisabled: isFrozen,
          },
          // Nothing is sent: this browser remembers the day.
          { label: "End access on…", onSelect: () => onOpen({ kind: "end-access", device }) },
          { label: "Copy device ID", onSelect: () => void copy(device.deviceId, "Device ID") },
          {
            label: "Copy CLI command",
            onSelect: () => void copy(wrapCommand(recoveryCommand(device)), "CLI command"),
          },
        ]}
      >
        {/* Text, since an SVG icon in each row would take a tenth of the time that scrolling takes. */}
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

/** The first command to recover a device. Without a role there is no token to rotate. */
function recoveryCommand({ deviceId, roles }: PairedDevice): string {
  const [role] = roles;
  return devicesCommand(
    role === undefined ? { kind: "remove", deviceId } : { kind: "rotate", deviceId, role },
  );
}
