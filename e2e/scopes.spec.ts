import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { signIn } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import { narrowOwnToken } from "./support/troubleshoot.ts";

const ASK = { name: "Ask for administrator rights" } as const;

test("a browser whose token has fewer scopes says so, and gets them back with the shared token", async ({
  page,
  site,
}) => {
  await narrowOwnToken(page, site);
  await page.getByRole("button", ASK).click();
  await expect(page.getByText("only with the shared token")).toBeVisible();
  await page.goto("about:blank");
  await signIn(page, site);
  await expect(page.getByText("Signed in as this browser · administrator")).toBeVisible();
  await expect(page.getByRole("button", ASK)).toHaveCount(0);
});

test("a browser that was approved for less asks for more without leaving @new-only", async ({
  page,
  site,
  secondClient,
  problems,
}) => {
  // The gateway is restarted.
  test.setTimeout(120_000);
  problems.expectGatewayAway();
  await narrowOwnToken(page, site);
  const own = (await secondClient.list()).paired.find(({ clientId }) => clientId === "openclaw-control-ui");
  const scopes = JSON.stringify(own?.tokens[0]?.scopes);
  await site.gateway.restart({
    whileStopped: () => {
      const database = new DatabaseSync(join(site.gateway.stateDir, "state", "openclaw.sqlite"));
      database
        .prepare(
          "UPDATE device_pairing_paired SET scopes_json = ?, approved_scopes_json = ? WHERE device_id = ?",
        )
        .run(scopes, scopes, own?.deviceId ?? "");
      database.close();
      return Promise.resolve();
    },
  });
  await expect(page.getByText("This list is filtered")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("button", ASK)).toBeEnabled();
  await page.getByRole("button", ASK).click();
  await expect(page.getByText("Waiting for approval.")).toBeVisible();
  const request = (await secondClient.list()).pending.find(({ deviceId }) => deviceId === own?.deviceId);
  await expect(page.getByText(`openclaw devices approve ${request?.requestId}`)).toBeVisible();
  await secondClient.approve(request?.requestId ?? "");
  await expect(page.getByText("Signed in as this browser · administrator")).toBeVisible();
});
