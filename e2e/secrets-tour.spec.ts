import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { createDevice } from "../sandbox/device.ts";
import { readClipboard } from "./support/clipboard.ts";
import {
  connectionStatus,
  expectDevicesPage,
  openAction,
  openNodeReview,
  openReview,
  ownName,
  pairedRow,
  pendingRow,
  signInByForm,
} from "./support/panel.ts";
import { SecretSearch } from "./support/secret-search.ts";
import { pairNode } from "./support/simulated-node.ts";
import { expect, test } from "./support/test.ts";

/** Decision 0005 and the design's table say where a secret may be; after each station it is nowhere else. */

const WRONG = "wr0ng-t0ken-that-nobody-may-keep-0123456789";
const LOGGED = "l0gged-t0ken-that-nobody-may-keep-0123456789";
const OF_COMMAND = "c0mmand-s3cret-that-nobody-may-keep-0123456789";
const PASSWORD = "c0rrect-horse-battery-passw0rd";

const OWN = "device token in IndexedDB gatehouse/device-tokens";
const IN_TAB = "shared token in sessionStorage";
const REMEMBERED = "shared token in localStorage";

declare global {
  interface Window {
    tellPrivateKey?: (hex: string, base64url: string) => Promise<void>;
  }
}

type Place = "Devices" | "Troubleshoot" | "Activity" | "Gateway" | "Settings";

/** Goes to a page, and waits until it is there: most are loaded on demand, and the one before stays until then. */
async function place(page: Page, name: Place): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: false }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

/**
 * Has the browser tell the test this page's private key, which the page itself cannot read: it gets the same key as
 * ever, one that cannot be extracted.
 */
async function learnPrivateKeys(page: Page, search: SecretSearch): Promise<void> {
  await page.exposeFunction("tellPrivateKey", (hex: string, base64url: string) => {
    search.learn("private key", base64url);
    search.learn("private key", hex);
  });
  await page.addInitScript(() => {
    // about:blank has no keys to make.
    if (!window.isSecureContext) return;
    const { subtle } = crypto;
    const generate = subtle.generateKey.bind(subtle);
    const generateAndTell = async (algorithm: string, _extractable: boolean, usages: KeyUsage[]) => {
      const pair = await generate(algorithm, true, usages);
      if (!("privateKey" in pair)) return pair;
      const encoded = await subtle.exportKey("pkcs8", pair.privateKey);
      const hex = [...new Uint8Array(encoded).slice(-32)].map((byte) => byte.toString(16).padStart(2, "0"));
      const { d = "" } = await subtle.exportKey("jwk", pair.privateKey);
      await window.tellPrivateKey?.(hex.join(""), d);
      const privateKey = await subtle.importKey("pkcs8", encoded, algorithm, false, ["sign"]);
      return { publicKey: pair.publicKey, privateKey };
    };
    Object.defineProperty(subtle, "generateKey", { value: generateAndTell });
  });
}

test("the search finds a secret in every place", async ({ page, site }) => {
  const search = new SecretSearch(page);
  const url = `${site.origin}/planted`;
  await page.route(url, (route) =>
    route.fulfill({ contentType: "text/html", body: "<p id=text></p><input>" }),
  );
  await page.route(`${url}-request`, (route) => route.fulfill({ body: "" }));
  await page.goto(url);
  search.learn("secret", WRONG);
  expect(await search.find()).toEqual([]);
  await page.evaluate(
    async ([secret, address]) => {
      localStorage.setItem("a", secret);
      sessionStorage.setItem("a", btoa(secret));
      document.cookie = `a=${secret}`;
      await (await caches.open("a")).put("/a", new Response(secret));
      const store = await new Promise<IDBObjectStore>((resolve) => {
        const opening = indexedDB.open("planted");
        opening.addEventListener("upgradeneeded", () =>
          resolve(opening.result.createObjectStore("a", { autoIncrement: true })),
        );
      });
      const database = store.transaction.db;
      store.add({ deep: [{ bytes: new TextEncoder().encode(secret) }] });
      await new Promise((resolve) => store.transaction.addEventListener("complete", resolve));
      database.close();
      history.pushState(null, "", `#${secret}`);
      document.querySelector("#text")?.setAttribute("title", secret);
      const field = document.querySelector("input");
      if (field) field.value = secret;
      console.log(secret);
      await fetch(`${address}-request`, { method: "POST", body: secret });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([secret]));
      link.download = "a.txt";
      link.click();
    },
    [WRONG, url] as const,
  );
  await expect.poll(() => search.downloadCount).toBe(1);
  search.include("clipboard", encodeURIComponent(WRONG));
  const places = [
    "IndexedDB planted/a",
    "address",
    "caches",
    "clipboard",
    "console",
    "cookies",
    "document",
    "downloads",
    "fields",
    "history",
    "localStorage",
    "requests",
    "sessionStorage",
  ];
  expect(await search.find()).toEqual(places.map((one) => `secret in ${one}`));
});

test("after a tour of everything, secrets are only where they belong", async ({
  page,
  site,
  pair,
  askToPair,
  context,
}) => {
  const { token } = site.gateway;
  const isOld = site.gateway.version.startsWith("2026.3");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const search = new SecretSearch(page);
  search.learn("shared token", token);
  search.learn("wrong token", WRONG);
  search.learn("password", PASSWORD);
  await learnPrivateKeys(page, search);
  const phones = [await pair(), await pair(), await pair()] as const;
  const [rotated, revoked, removed] = phones;

  await test.step("refused: a wrong token, a password, the troubleshooter, diagnostics", async () => {
    await signInByForm(page, site.pageUrl, { token: WRONG });
    await expect(page.getByRole("main").getByRole("alert")).toContainText("AUTH_TOKEN_MISMATCH");
    // Where it was typed in, so that it can be mended.
    expect(await search.find()).toEqual(["wrong token in fields"]);
    expect(search.known("private key")).toHaveLength(2);
    await place(page, "Troubleshoot");
    const attempts = page.getByRole("list", { name: "Last attempts" });
    await attempts.getByText(/^Frames \(3\)/).click();
    await page.getByRole("button", { name: "Copy diagnostics" }).click();
    await expect(page.getByRole("status").filter({ hasText: /^Copied$/ })).toBeVisible();
    search.include("diagnostics", await readClipboard(page));
    await page
      .getByRole("textbox", { name: "Paste an error" })
      .fill(`gateway token mismatch: ${token} ${WRONG}`);
    await page.getByRole("button", { name: "Diagnose" }).click();
    await place(page, "Settings");
    expect(await search.find()).toEqual([]);
    await page.goto("about:blank");
    await page.goto(site.pageUrl);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(/AUTH_TOKEN_MIS(?:SING|MATCH)/);
    await expect.poll(() => search.find()).toEqual(["password in fields"]);
    await place(page, "Settings");
    expect(await search.find()).toEqual([]);
  });

  await test.step("signed in by the form, remembered", async () => {
    await page.goto("about:blank");
    await page.goto(site.pageUrl);
    await page.getByLabel("Token", { exact: true }).fill(token);
    await page.getByRole("checkbox", { name: "Remember the token" }).check();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expectDevicesPage(page);
    await expect.poll(() => search.find()).toEqual([OWN, REMEMBERED]);
    await page.reload();
    await expectDevicesPage(page);
    expect(await search.find()).toEqual([OWN, REMEMBERED]);
  });

  await test.step("forgotten in the settings, and a link whose token is not needed", async () => {
    await place(page, "Settings");
    await page.getByRole("button", { name: "Forget the token of this gateway" }).click();
    expect(await search.find()).toEqual([OWN]);
    await page.goto("about:blank");
    await page.goto(`${site.pageUrl}#token=${token}`);
    await expectDevicesPage(page);
    expect(await search.find()).toEqual([OWN]);
  });

  await test.step("signed in by the form, for this tab", async () => {
    await place(page, "Settings");
    await page.getByRole("button", { name: "Disconnect" }).click();
    await page.goto(`${site.pageUrl}#/connect`);
    await page.getByLabel("Token", { exact: true }).fill(token);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expectDevicesPage(page);
    await expect.poll(() => search.find()).toEqual([OWN, IN_TAB]);
  });

  await test.step("every decision", async () => {
    const [approved, rejected] = [await askToPair(), await askToPair({ role: "node" })];
    for (const [device, verdict] of [
      [approved, "approve"],
      [rejected, "reject"],
    ] as const) {
      const review = await openReview(page, device.name);
      await review[verdict].click();
      await expect(review.status.filter({ hasText: /Approved|Rejected/ })).toBeVisible();
      await review.close.click();
      await expect(pendingRow(page, device.name)).toHaveCount(0);
    }
    const rotate = await openAction(page, rotated.name, "Rotate token…");
    await rotate.getByRole("button", { name: "Rotate", exact: true }).click();
    if (isOld) {
      const dialog = page.getByRole("dialog", { name: "New token" });
      await dialog.getByRole("button", { name: "Reveal" }).click();
      expect(await search.find()).toEqual([OWN, "rotated token in fields", IN_TAB]);
      await dialog.getByRole("checkbox", { name: "I have stored this token" }).check();
      await dialog.getByRole("button", { name: "Done" }).click();
      await expect(dialog).toBeHidden();
    } else {
      await expect(rotate).toContainText("Rotating again would not show it");
      await rotate.getByRole("button", { name: "Close" }).click();
    }
    const revoke = await openAction(page, revoked.name, "Revoke token…");
    await revoke.getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(revoke.getByRole("status").filter({ hasText: "Revoked" })).toBeVisible();
    await revoke.getByRole("button", { name: "Close" }).click();
    if (!isOld) {
      const rename = await openAction(page, revoked.name, "Rename…");
      await rename.getByRole("textbox", { name: "Name" }).fill("Named by the operator");
      await rename.getByRole("button", { name: "Save" }).click();
      await expect(pairedRow(page, "Named by the operator")).toBeVisible();
    }
    const remove = await openAction(page, removed.name, "Remove device…");
    await remove.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(remove.getByText("the device is no longer paired")).toBeVisible();
    await remove.getByRole("button", { name: "Close" }).click();
    expect(await search.find()).toEqual([OWN, IN_TAB]);
  });

  await test.step("codes that let devices in", async () => {
    for (const [choice, held] of [
      ["A phone or an app", ["setup code in fields"]],
      ["A machine", ["join link in fields", "setup code in fields"]],
    ] as const) {
      await page.getByRole("button", { name: "Add a device…" }).click();
      const dialog = page.getByRole("dialog", { name: "Add a device" });
      await dialog.getByRole("radio", { name: choice }).check();
      await dialog.getByRole("button", { name: "Create code" }).click();
      if (isOld) await expect(dialog.getByRole("alert")).toContainText("openclaw qr");
      else {
        await dialog.getByRole("button", { name: "Reveal" }).last().click();
        expect(await search.find()).toEqual([OWN, ...held, IN_TAB]);
        await dialog.getByRole("checkbox", { name: "I do not need this code any more" }).check();
      }
      await dialog.getByRole("button", { name: "Close" }).click();
      await expect(dialog).toBeHidden();
      expect(await search.find()).toEqual([OWN, IN_TAB]);
    }
  });

  await test.step("this browser's own token is rotated", async () => {
    // Signed in by device token: only then new gateways hand out the new one.
    await page.reload();
    await expectDevicesPage(page);
    const before = search.known("rotated token").length;
    const dialog = await openAction(page, await ownName(page), "Rotate token…");
    await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
    await expect(dialog.getByText("This page is signed in.")).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).click();
    expect(search.known("rotated token")).toHaveLength(before + 1);
    // It is this browser's device token now.
    expect(await search.find()).toEqual([
      ...(search.known("device token").includes(search.known("rotated token").at(-1) ?? "") ? [OWN] : []),
      "rotated token in IndexedDB gatehouse/device-tokens",
      IN_TAB,
    ]);
  });

  await test.step("exports, the record, the device page, clear, settings, disconnect", async () => {
    await page.getByRole("button", { name: "Export…" }).click();
    const dialog = page.getByRole("dialog", { name: "Export devices" });
    for (const format of ["CSV", "JSON"]) await dialog.getByRole("button", { name: format }).click();
    await dialog.getByRole("button", { name: "Close" }).click();
    await place(page, "Activity");
    for (const format of ["CSV", "JSON"])
      await page.getByRole("button", { name: `Export ${format}` }).click();
    await expect.poll(() => search.downloadCount).toBe(4);
    await place(page, "Devices");
    await page.getByRole("button", { name: `Actions for ${rotated.name}`, exact: true }).click();
    await page.getByRole("menuitem", { name: "View details" }).click();
    await expect(page.getByRole("region", { name: "Tokens" })).toBeVisible();
    const onDevicePage = await search.find();
    await place(page, "Troubleshoot");
    await page.getByRole("button", { name: "Copy diagnostics" }).click();
    search.include("diagnostics", await readClipboard(page));
    await place(page, "Devices");
    await page.getByRole("button", { name: "Clear devices…" }).click();
    const clear = page.getByRole("dialog", { name: "Clear devices" });
    await clear.getByRole("textbox", { name: "Type clear to confirm" }).fill("clear");
    await clear.getByRole("button", { name: "Clear", exact: true }).click();
    await expect(clear.getByText("All done")).toBeVisible();
    await clear.getByRole("button", { name: "Close" }).click();
    await place(page, "Settings");
    await page.getByRole("button", { name: "Disconnect" }).click();
    await expect(connectionStatus(page)).toHaveText(/^Disconnected/);
    const afterwards = await search.find();
    for (const found of [onDevicePage, afterwards])
      expect(found.filter((one) => one !== OWN)).toEqual([
        "rotated token in IndexedDB gatehouse/device-tokens",
        IN_TAB,
      ]);
  });
});

test("nodes, commands of agents, the inbox and an access review keep no secret", async ({
  page,
  site,
  pair,
  secondClient,
}) => {
  const isOld = site.gateway.version.startsWith("2026.3");
  const { token } = site.gateway;
  const search = new SecretSearch(page);
  search.learn("shared token", token);
  search.learn("secret of a command", OF_COMMAND);
  const phone = await pair();
  await signInByForm(page, site.pageUrl, { token });
  await expectDevicesPage(page);
  const expected = [OWN, IN_TAB];

  await test.step("commands of a node", async () => {
    const node = isOld ? null : await pairNode(site.gateway, secondClient);
    const commands = ["system.notify"];
    if (node) await node.offer(commands);
    else
      await secondClient.request("node.pair.request", { nodeId: "toured", displayName: "Toured", commands });
    const review = await openNodeReview(page, node?.name ?? "Toured");
    await review.approve.click();
    await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
    expect(await search.find()).toEqual(expected);
    await review.close.click();
    await page.getByRole("button", { name: "Refresh" }).click();
    // Old gateways list those of other tests' nodes as well.
    expect(search.known("node token").length > 0).toBe(isOld);
    await node?.leave();
  });

  await test.step("a command of an agent", async () => {
    await secondClient.request("exec.approval.request", {
      command: "deploy --now",
      cwd: "/srv",
      env: { API_KEY: OF_COMMAND },
      host: "gateway",
      timeoutMs: 60_000,
      twoPhase: true,
    });
    await page.getByRole("button", { name: "Review command deploy" }).click();
    const dialog = page.getByRole("dialog", { name: "Review command" });
    expect(await search.find()).toEqual(expected);
    await dialog.getByRole("button", { name: "Deny" }).click();
    await expect(dialog.getByRole("status")).toContainText("Denied");
    await dialog.getByRole("button", { name: "Close" }).click();
    expect(await search.find()).toEqual(expected);
  });

  await test.step("the inbox, the gateways, and a review with its record", async () => {
    for (const [path, heading] of [
      ["inbox", "Inbox"],
      ["gateways", "Gateways"],
      ["review", "Access review"],
    ] as const) {
      await page.evaluate((to) => {
        location.hash = `#/${to}`;
      }, path);
      await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
      expect(await search.find()).toEqual(expected);
    }
    await page.getByRole("button", { name: "Begin review" }).click();
    await page
      .getByRole("table", { name: "Review decisions" })
      .getByRole("row")
      .filter({ hasText: phone.device.deviceId.slice(0, 8) })
      .getByRole("combobox", { name: /^Decision for / })
      .selectOption({ label: "Rotate token" });
    await page.getByRole("button", { name: "Finish review…" }).click();
    const dialog = page.getByRole("dialog", { name: "Finish review" });
    await dialog.getByRole("textbox", { name: "Your name" }).fill("Ada Lovelace");
    await dialog.getByRole("button", { name: "Change 1 and finish" }).click();
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(page.getByRole("table", { name: "Record" })).toBeVisible();
    await page.getByRole("button", { name: "Export JSON" }).click();
    await expect.poll(() => search.downloadCount).toBe(1);
    expect(await search.find()).toEqual(expected);
    await place(page, "Activity");
    for (const format of ["CSV", "JSON"])
      await page.getByRole("button", { name: `Export ${format}` }).click();
    await expect.poll(() => search.downloadCount).toBe(3);
    expect(await search.find()).toEqual(expected);
  });
});

test("a new token for the gateway is only where this page signs in with it", async ({
  page,
  startOwnSite,
  context,
  problems,
}) => {
  problems.expectGatewayAway();
  test.setTimeout(240_000);
  const site = await startOwnSite();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const search = new SecretSearch(page);
  search.learn("shared token", site.gateway.token);
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  await expectDevicesPage(page);
  await expect.poll(() => search.find()).toEqual([OWN, IN_TAB]);
  await place(page, "Gateway");
  await page.getByRole("button", { name: "Change the gateway’s token…" }).click();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "New token" });
  await expect(dialog).toContainText("signed in with the new one", { timeout: 60_000 });
  search.learn("new token", await dialog.getByRole("textbox", { name: "New token" }).inputValue());
  // The old one is worth nothing, and gone.
  await expect.poll(() => search.find()).toEqual([OWN, "new token in fields", "new token in sessionStorage"]);
  await dialog.getByRole("button", { name: "Reveal" }).click();
  await dialog.getByRole("checkbox", { name: "I have stored this token" }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  const outcome = page.getByRole("dialog", { name: "Change the gateway’s token" });
  await outcome.getByRole("button", { name: "Close" }).click();
  const after = [OWN, "new token in sessionStorage"];
  expect(await search.find()).toEqual(after);
  await place(page, "Activity");
  expect(await search.find()).toEqual(after);
  await place(page, "Troubleshoot");
  const attempts = page.getByRole("list", { name: "Last attempts" });
  await attempts
    .getByText(/^Frames/)
    .first()
    .click();
  await page.getByRole("button", { name: "Copy diagnostics" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Copied$/ })).toBeVisible();
  search.include("diagnostics", await readClipboard(page));
  expect(await search.find()).toEqual(after);
});

test("what looks like a secret in the gateway's log goes no further", async ({ page, site, pair }) => {
  const search = new SecretSearch(page);
  search.learn("secret of the log", LOGGED);
  const { url, stateDir } = site.gateway;
  const { deviceId } = await pair();
  // Whoever signs in decides what stands in the log, and old gateways redact nothing of it.
  const careless = createDevice({
    clientId: "openclaw-control-ui",
    mode: "ui",
    role: "operator",
    scopes: ["operator.read"],
    displayName: `phone ${LOGGED}`,
    platform: `token=${LOGGED}`,
    version: LOGGED,
    origin: `https://${LOGGED}.example`,
    remoteIp: "198.51.100.240",
  });
  expect((await careless.connect({ url, token: LOGGED })).ok).toBe(false);
  await appendFile(
    join(stateDir, "gateway.log"),
    [
      `auth token ${LOGGED}`,
      line("gateway/ws", { handshake: "failed", cause: "unauthorized", authReason: LOGGED, client: LOGGED }),
      line("gateway", `device pairing renamed device=${deviceId} label=${LOGGED}`),
      line("gateway", `device token rotated device=${deviceId} role=operator scopes=${LOGGED}`),
      "",
    ].join("\n"),
  );
  await signInByForm(page, site.pageUrl, { token: site.gateway.token });
  await expectDevicesPage(page);
  await place(page, "Troubleshoot");
  const row = page.getByRole("table", { name: "Turned away" }).getByRole("row");
  await row.filter({ hasText: "198.51.100.240" }).getByRole("button").click();
  await expect(page.getByText("The gateway’s log has one try since")).toBeVisible();
  expect(await search.find()).not.toContainEqual(expect.stringContaining("secret of the log"));
  await place(page, "Activity");
  await expect(page.getByRole("listitem").filter({ hasText: "was renamed." })).not.toHaveCount(0);
  for (const format of ["CSV", "JSON"]) await page.getByRole("button", { name: `Export ${format}` }).click();
  await expect.poll(() => search.downloadCount).toBe(2);
  expect(await search.find()).not.toContainEqual(expect.stringContaining("secret of the log"));
  await page.evaluate((id) => {
    location.hash = `#/devices/${id}`;
  }, deviceId);
  await expect(page.getByRole("region", { name: "Rights right now" })).toBeVisible();
  expect(await search.find()).not.toContainEqual(expect.stringContaining("secret of the log"));
});

/** A line as gateways write them. */
function line(subsystem: string, what: unknown): string {
  const message = "closed before connect conn=c1 remote=198.51.100.241 fwd=n/a code=1008 reason=x";
  return JSON.stringify({
    "0": JSON.stringify({ subsystem }),
    "1": what,
    ...(typeof what === "object" && { "2": message }),
    time: new Date().toISOString(),
  });
}
