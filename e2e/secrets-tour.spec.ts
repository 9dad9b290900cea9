import type { Page } from "@playwright/test";
import { readClipboard } from "./support/clipboard.ts";
import {
  connectionStatus,
  expectDevicesPage,
  openAction,
  openReview,
  ownName,
  pairedRow,
  pendingRow,
  signInByForm,
} from "./support/panel.ts";
import { SecretSearch } from "./support/secret-search.ts";
import { expect, test } from "./support/test.ts";

/** Decision 0005 and the design's table say where a secret may be; after each station it is nowhere else. */

const WRONG = "wr0ng-t0ken-that-nobody-may-keep-0123456789";
const PASSWORD = "c0rrect-horse-battery-passw0rd";

const OWN = "device token in IndexedDB gatehouse/device-tokens";
const IN_TAB = "shared token in sessionStorage";
const REMEMBERED = "shared token in localStorage";

declare global {
  interface Window {
    tellPrivateKey?: (hex: string, base64url: string) => Promise<void>;
  }
}

/** Goes to a place by the navigation. */
/** Goes to a page, and waits until it is there: most are loaded on demand, and the one before stays until then. */
async function place(page: Page, name: "Devices" | "Troubleshoot" | "Activity" | "Settings"): Promise<void> {
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
      await expect(rotate).toContainText("rotating again would not show it");
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
    await expect(remove.getByText("it is no longer paired")).toBeVisible();
    await remove.getByRole("button", { name: "Close" }).click();
    expect(await search.find()).toEqual([OWN, IN_TAB]);
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
