import { qrCommand } from "#domain/setup-code.ts";
import { Command } from "#components/command-block.tsx";
import { Notice } from "#ui/notice.tsx";

interface WithoutCodesProps {
  readonly gatewayUrl: string;
  readonly isMachine: boolean;
}

/** The gateway makes no codes for pages: what to run on its host instead. */
export function WithoutCodes({ gatewayUrl, isMachine }: WithoutCodesProps) {
  return (
    <Notice tone="warn" role="alert" title="This gateway creates codes on its own host only">
      <p>
        It is too old to create them for a page: it does not know the method “device.pair.setupCode”. Run this
        on its host:
      </p>
      <Command command={qrCommand(gatewayUrl)} />
      <p>
        {isMachine
          ? "It prints a code for phones. A machine asks to be let in when it is started with “openclaw node run”; approve it under “Pending requests”."
          : "It prints a QR code and the code as text. If the device then waits, approve it under “Pending requests”."}
      </p>
    </Notice>
  );
}
