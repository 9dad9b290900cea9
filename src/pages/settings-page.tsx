import { useGateway } from "#data/gateway.ts";
import { useConnection, useConnectionSnapshot } from "#data/connection-context.ts";
import { chooseTheme, THEMES, useTheme } from "#data/theme.ts";
import { fingerprintHex, fingerprintWords } from "#domain/fingerprint.ts";
import { CommandLineSetting } from "#features/settings/command-line-setting.tsx";
import { ForgetToken } from "#features/settings/forget-token.tsx";
import { NotificationSetting } from "#features/settings/notification-setting.tsx";
import { Button } from "#ui/button.tsx";
import { Page } from "#ui/page.tsx";

/** Theme, notifications, command line, this browser as a device, and the connection. */
export default function SettingsPage() {
  const { url: gatewayUrl } = useGateway();
  const connection = useConnection();
  const { state, deviceId } = useConnectionSnapshot();
  const theme = useTheme();
  return (
    <Page title="Settings" tabTitle="Settings">
      <div className="max-w-2xl space-y-6">
        <section className="rounded-xl border border-line bg-surface p-5">
          <fieldset>
            <legend className="float-left mb-3 font-semibold">Theme</legend>
            <div className="clear-both flex flex-wrap gap-x-6 gap-y-2">
              {THEMES.map(({ value, label }) => (
                <label key={value} className="flex items-center gap-2">
                  <input
                    type="radio"
                    name="theme"
                    className="size-4 accent-accent"
                    checked={theme === value}
                    onChange={() => chooseTheme(value)}
                  />
                  {label}
                </label>
              ))}
            </div>
          </fieldset>
        </section>
        <NotificationSetting />
        <CommandLineSetting />
        <section className="rounded-xl border border-line bg-surface p-5">
          <h2 className="mb-3 font-semibold">This browser as a device</h2>
          {deviceId === null ? (
            <p className="text-muted">It gets its key when it first signs in to a gateway.</p>
          ) : (
            <>
              <p className="text-lg font-semibold">{fingerprintWords(deviceId)?.join(" · ")}</p>
              <p className="font-mono text-[0.85rem] [overflow-wrap:anywhere] text-muted">
                {fingerprintHex(deviceId)}
              </p>
              <p className="mt-2 text-muted">
                The key stays in this browser and cannot be read out, not even by this page.
              </p>
            </>
          )}
        </section>
        <section className="rounded-xl border border-line bg-surface p-5">
          <h2 className="mb-3 font-semibold">Gateway</h2>
          <p className="mb-3 font-mono text-[0.9rem] [overflow-wrap:anywhere]">{gatewayUrl}</p>
          <Button disabled={state.phase === "idle"} onClick={() => connection.disconnect()}>
            Disconnect
          </Button>
          <ForgetToken />
        </section>
      </div>
    </Page>
  );
}
