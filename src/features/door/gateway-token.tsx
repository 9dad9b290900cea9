import { canChange } from "./can-change.ts";
import { Command } from "#components/command-block.tsx";
import { useOpenDialog } from "#data/device-dialog.ts";
import type { Hello } from "#domain/connection/state.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { sourceWords } from "#domain/door/words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";

interface GatewayTokenProps {
  readonly facts: DoorFacts;
  readonly hello: Hello;
}

/** Changes the gateway's token where it is in its configuration; else says where it is, and what to do. */
export function GatewayToken({ facts, hello }: GatewayTokenProps) {
  const open = useOpenDialog();
  if ((facts.authMode ?? hello.authMode) !== "token") return null;
  const { token } = facts;
  return (
    <Card title="The gateway’s token">
      {token.kind === "written" ? (
        <>
          <p>Change it when somebody knows it who should not, or when it was shown where it should not be.</p>
          {canChange(hello) && (
            <Button variant="danger" onClick={() => open({ kind: "change-token", facts })}>
              Change the gateway’s token…
            </Button>
          )}
        </>
      ) : (
        <>
          <p>
            It is {sourceWords(token)}. This page does not touch it:{" "}
            {token.kind === "store"
              ? "change it in that store, then have the gateway read it again."
              : "change it where the gateway is started, then restart it."}
          </p>
          <Command
            command={token.kind === "store" ? "openclaw secrets reload" : "openclaw gateway restart"}
          />
        </>
      )}
    </Card>
  );
}
