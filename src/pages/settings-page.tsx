import { Fingerprint } from "#components/key-fingerprint.tsx";
import { useGateway } from "#data/gateway.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { chooseTheme, THEMES, useTheme } from "#data/theme.ts";
import { AnswerCommandsSetting } from "#features/settings/answer-commands-setting.tsx";
import { CommandLineSetting } from "#features/settings/command-line-setting.tsx";
import { ForgetToken } from "#features/settings/forget-token.tsx";
import { NotificationSetting } from "#features/settings/notification-switch.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { OneOf } from "#ui/one-of.tsx";
import { Page } from "#ui/page.tsx";

/** Theme, notifications, commands of agents, command line, this browser as a device, and the connection. */
export default function SettingsPage() {
  const gateway = useGateway();
  const { state, deviceId } = useConnectionSnapshot();
  const theme = useTheme();
  return (
    <Page title="Settings" tabTitle="Settings">
      <div className="max-w-2xl space-y-6">
        <Card>
          <OneOf title="Theme" options={THEMES} value={theme} onChange={chooseTheme} />
        </Card>
        <NotificationSetting />
        <AnswerCommandsSetting />
        <CommandLineSetting />
        <Card title="This browser as a device">
          {deviceId === null ? (
            <p className="text-muted">This browser gets a key when it first signs in to a gateway.</p>
          ) : (
            <>
              <Fingerprint deviceId={deviceId} />
              <p className="text-muted">
                The private key stays in this browser. Not even this page can read it.
              </p>
            </>
          )}
        </Card>
        <Card title="Gateway">
          <p className="font-mono text-[0.9rem] [overflow-wrap:anywhere]">{gateway.url}</p>
          <Button disabled={state.phase === "idle"} onClick={() => gateway.disconnect()}>
            Disconnect
          </Button>
          <ForgetToken />
        </Card>
      </div>
    </Page>
  );
}
