import type { Page } from "@playwright/test";
import { z } from "zod";
import { fingerprintWords } from "../src/domain/fingerprint-words.ts";
import { readClipboard } from "./support/clipboard.ts";
import { storedDeviceTokens } from "./support/browser-storage.ts";
import { GATEWAY_VERSIONS } from "./support/gateway-versions.ts";
import {
  connectionStatus,
  expectDevicesPage,
  openAction,
  openReview,
  ownName,
  pairedRow,
  pendingRow,
  reviewButton,
  signIn,
} from "./support/panel.ts";
import { wordsOf } from "./support/posix.ts";
import { expect, test } from "./support/test.ts";
import { tourEveryScreen } from "./support/tour.ts";
import { firstFinding, narrowOwnToken } from "./support/troubleshoot.ts";
import { recordSockets, refusal, Wire, type Frame } from "./support/wire.ts";

/** Somebody who wants in: by links, by pages around this one, by what a gateway or a device says. */

const ADMIN = "operator.admin";
/** A secure origin that is not the page's; nothing is asked of it but what a test puts there. */
const ELSEWHERE = "http://127.0.0.1:9/hostile";

for (const address of [
  "javascript:alert(document.domain)",
  "JaVaScRiPt:alert(1)//ws://127.0.0.1",
  "data:text/html,<script>alert(1)</script>",
  "blob:http://127.0.0.1/1",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "view-source:ws://127.0.0.1",
  "ftp://127.0.0.1:18789",
  "wss://user:password@gateway.example",
  "ws://",
  "ws://[::1",
  '"><img src=x onerror=alert(1)>',
]) {
  test(`a link whose gateway is ${address} leads nowhere @new-only`, async ({ page, site }) => {
    const sockets = recordSockets(page);
    await page.goto(`${site.pageUrl}?gatewayUrl=${encodeURIComponent(address)}#token=abc`);
    await expect(page.getByRole("alert")).toContainText("in a way that cannot be used");
    await expect(page).toHaveURL(`${site.pageUrl}#/connect`);
    await expect(page.getByRole("textbox", { name: "Gateway URL" })).toHaveValue(site.gateway.url);
    await expect(page.getByLabel("Token", { exact: true })).toHaveValue("");
    expect(sockets).toEqual([]);

    await page.getByRole("textbox", { name: "Gateway URL" }).fill(address);
    await page.getByLabel("Token", { exact: true }).fill(site.gateway.token);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Gateway URL" })).toHaveAttribute("aria-invalid", "true");
    expect(sockets).toEqual([]);
  });
}

test("a link to a gateway whose name looks like a known one shows what it really is @long-old", async ({
  page,
  site,
}) => {
  const sockets = recordSockets(page);
  const address = encodeURIComponent("wss://g\u0430teway.example/\u202efdp.exe");
  await page.goto(`${site.pageUrl}?gatewayUrl=${address}`);
  await expect(page.getByRole("alert")).toContainText("wss://xn--gteway-");
  expect(await page.getByRole("alert").innerText()).not.toMatch(/[\u0430\u202e]/u);
  expect(sockets).toEqual([]);
});

test("a gateway that asks for another credential gets none of another gateway @long-old", async ({
  page,
  site,
  startOwnSite,
}) => {
  const other = await startOwnSite({ version: GATEWAY_VERSIONS.old, allowedOrigins: [site.origin] });
  const wire = await Wire.into(page);
  await signIn(page, site);
  await expect.poll(() => storedDeviceTokens(page)).toHaveLength(1);
  const [deviceToken = ""] = await storedDeviceTokens(page);
  const before = wire.sent.length;

  // A real gateway refuses; on the way its refusal becomes a plea for every other credential.
  wire.rewrite((frame, method) => {
    if (method !== "connect" || frame.ok === true) return frame;
    const details = {
      code: "AUTH_TOKEN_MISMATCH",
      canRetryWithDeviceToken: true,
      recommendedNextStep: "retry_with_device_token",
      gatewayUrl: site.gateway.url,
    };
    return {
      ...frame,
      error: { code: "INVALID_REQUEST", message: "unauthorized", details, retryable: true },
    };
  });
  await page.goto(`${site.pageUrl}?gatewayUrl=${encodeURIComponent(other.gateway.url)}#token=abc`);
  await page.getByRole("button", { name: "Use this gateway" }).click();
  await expect(page.getByRole("alert").first()).toContainText("AUTH_TOKEN_MISMATCH");
  const sent = JSON.stringify(wire.sent.slice(before));
  expect(sent).toContain("abc");
  expect(sent).not.toContain(site.gateway.token);
  expect(sent).not.toContain(deviceToken);
});

test("no other page can put this one into a frame @long-old", async ({ page, site, problems }) => {
  problems.expect(/frame-ancestors|X-Frame-Options|Refused to|ERR_BLOCKED_BY_RESPONSE/i);
  await page.route(ELSEWHERE, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<iframe src="${site.pageUrl}"></iframe><iframe sandbox="allow-scripts" src="${site.pageUrl}"></iframe>
        <object data="${site.pageUrl}"></object><embed src="${site.pageUrl}">`,
    }),
  );
  await page.goto(ELSEWHERE);
  const framed = page.frames().filter((frame) => frame !== page.mainFrame());
  expect(framed.length).toBeGreaterThanOrEqual(2);
  for (const frame of framed) {
    expect(frame.url()).not.toContain(site.pageUrl);
    // A frame that was refused may be gone altogether.
    expect(await frame.content().catch(() => "")).not.toContain("Connect to a gateway");
  }
});

test("a page that opened this one has no hand on it @long-old", async ({ page, site }) => {
  await page.route(ELSEWHERE, (route) =>
    route.fulfill({ contentType: "text/html", body: "<h1>Free tokens</h1>" }),
  );
  await page.goto(ELSEWHERE);
  const [opened] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate((url) => {
      Object.assign(window, { handle: window.open(url, "gatehouse") });
    }, site.pageUrl),
  ]);
  await expect(opened.getByRole("heading", { name: "Connect to a gateway" })).toBeVisible();
  expect(await opened.evaluate(() => `${window.opener} ${window.name}`)).toBe("null ");
  const seen = await page.evaluate(() => {
    const handle: unknown = Reflect.get(window, "handle");
    if (!(handle instanceof Object)) return "nothing";
    const isClosed: unknown = Reflect.get(handle, "closed");
    return isClosed === true ? "closed" : "open";
  });
  expect(["closed", "nothing"]).toContain(seen);
  // Even by its name the window is not found any more.
  await page.evaluate(() => void window.open("about:blank", "gatehouse"));
  await expect(opened.getByRole("heading", { name: "Connect to a gateway" })).toBeVisible();
});

const hello = z.looseObject({
  server: z.looseObject({}),
  features: z.looseObject({ methods: z.array(z.string()) }),
  auth: z.looseObject({}).optional(),
});

/** A hello that claims more than is so. */
function boast(
  frame: Frame,
  claim: { methods?: readonly string[]; scopes?: readonly string[]; version?: string },
) {
  const payload = hello.parse(frame.payload);
  const { methods } = payload.features;
  return {
    ...frame,
    payload: {
      ...payload,
      server: { ...payload.server, ...(claim.version !== undefined && { version: claim.version }) },
      features: { ...payload.features, methods: [...methods, ...(claim.methods ?? [])] },
      auth: { ...payload.auth, ...(claim.scopes && { scopes: claim.scopes }) },
    },
  };
}

/** Words that a plain object answers to although nobody put them there, and one that turns text around. */
const HOSTILE_WORDS = [
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "\u202eevil",
] as const;

/** Nothing in the page turns text around, and nothing of a gateway's or device's words became an element. */
async function expectPlain(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  expect(await page.locator("img[src=x], script:not([src]), iframe").count()).toBe(0);
  await expect(page.getByText("This page has a fault")).toHaveCount(0);
}

const deviceList = z.object({ pending: z.array(z.looseObject({})), paired: z.array(z.looseObject({})) });

/** The list with requests and devices all of whose words, as far as others choose them, are hostile. */
function hostileList(frame: Frame): Frame {
  const { pending, paired } = deviceList.parse(frame.payload);
  const saying = (word: string) => ({
    displayName: word,
    platform: word,
    deviceFamily: word,
    clientId: word,
    clientMode: word,
    remoteIp: word,
    browserOrigin: word,
    role: word,
    roles: [word],
    scopes: [word],
  });
  const device = (word: string) => ({
    ...saying(word),
    deviceId: word,
    publicKey: word,
    tokens: [{ role: word, scopes: [word], createdAtMs: 1 }],
    approvedVia: word,
    lastSeenReason: word,
  });
  return {
    ...frame,
    payload: {
      pending: pending.map((one) => Object.assign(one, saying("constructor"))),
      paired: [...paired, ...HOSTILE_WORDS.slice(0, 2).map(device)],
    },
  };
}

test("every screen and dialog stands whatever words a list and a link bring @long-old", async ({
  page,
  site,
  askToPair,
}) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "device.pair.list" && frame.ok === true ? hostileList(frame) : frame,
  );
  await askToPair();
  await signIn(page, site);
  await expect(page.getByRole("button", { name: /^Review request from / })).toBeVisible();
  await tourEveryScreen(page, { codes: HOSTILE_WORDS, check: () => expectPlain(page) });
});

test("a gateway that calls itself and its functions by hostile names changes nothing @long-old", async ({
  page,
  site,
  askToPair,
}) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "connect" && frame.ok === true
      ? boast(frame, {
          version: "9\u202e<img src=x onerror=alert(1)>",
          methods: [
            "__proto__",
            "constructor",
            "<script>alert(1)</script>",
            ...Array.from({ length: 10_000 }, () => "x".repeat(50)),
          ],
          scopes: ["__proto__", "toString", "\u202eoperator.admin", "operator.admin", "operator.pairing"],
        })
      : frame,
  );
  const phone = await askToPair();
  await signIn(page, site);
  await expect(pendingRow(page, phone.name)).toBeVisible();
  await expectPlain(page);
  await tourEveryScreen(page, {
    codes: ["<img src=x onerror=alert(1)>"],
    check: () => expectPlain(page),
  });
});

test("a refusal with hostile reasons is shown, and breaks nothing @long-old", async ({ page, site }) => {
  const wire = await Wire.into(page);
  for (const reason of [...HOSTILE_WORDS, "<img src=x>"]) {
    wire.rewrite((frame, method) => {
      if (method !== "connect") return frame;
      const details = {
        code: "PAIRING_REQUIRED",
        reason,
        requestId: "$(id)\u202e",
        deviceId: "__proto__",
        requestedScopes: ["__proto__", "<script>"],
      };
      return refusal(frame, { code: "NOT_PAIRED", message: "pairing required\u202e", details });
    });
    await page.goto("about:blank");
    await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
    await expect(connectionStatus(page)).toHaveText(/^Waiting for approval/);
    await expect(page.getByRole("heading", { name: "Waiting for approval" })).toBeVisible();
    await expectPlain(page);
    // An id that is none is not handed on, so that the command finds the request instead of naming it.
    expect(wordsOf(await page.getByRole("main").locator("code").first().innerText())).toEqual([
      "devices",
      "list",
    ]);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
    await expect(firstFinding(page)).toContainText("PAIRING_REQUIRED");
    await expectPlain(page);
  }
});

test("a function that a hello only claims ends with a clear refusal @old-only", async ({
  page,
  site,
  pair,
}) => {
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "connect" && frame.ok === true ? boast(frame, { methods: ["device.pair.rename"] }) : frame,
  );
  await signIn(page, site);
  const phone = await pair();
  const dialog = await openAction(page, phone.name, "Rename…");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Kitchen");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("This gateway cannot do that");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(pairedRow(page, phone.name)).toBeVisible();
});

test("rights that a hello only claims end with a clear refusal @new-only", async ({
  page,
  site,
  secondClient,
}) => {
  await narrowOwnToken(page, site);
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "connect" && frame.ok === true
      ? boast(frame, {
          scopes: [ADMIN, "operator.read", "operator.write", "operator.approvals", "operator.pairing"],
        })
      : frame,
  );
  await page.reload();
  await expectDevicesPage(page);
  await expect(page.getByText("not an administrator")).toHaveCount(0);
  const own = await ownName(page);
  const dialog = await openAction(page, own, "Rotate token…");
  const admin = dialog.getByRole("checkbox", { name: /operator\.admin/ });
  await admin.check();
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText(/may not|refused/);
  const browser = (await secondClient.list()).paired.find(
    ({ clientId }) => clientId === "openclaw-control-ui",
  );
  expect(browser?.tokens[0]?.scopes).not.toContain(ADMIN);
});

test("a name of look-alike letters stands beside the key that it cannot imitate @long-old", async ({
  panel,
  pair,
  askToPair,
}) => {
  const real = await pair({ name: "Adas iPhone" });
  await expect(pairedRow(panel, real.name)).toBeVisible();
  const fake = await askToPair({ name: "\u0410d\u0430s iPh\u043ene" });
  const { dialog } = await openReview(panel, fake.name);
  await expect(dialog).toContainText("Looks like a device that is paired already");
  await expect(dialog).toContainText(real.deviceId.slice(0, 8));
  await expect(dialog).toContainText(`${fake.deviceId.slice(0, 4)} ${fake.deviceId.slice(4, 8)}`);
  await expect(dialog).toContainText((fingerprintWords(fake.deviceId) ?? []).join(" · "));
});

test.describe("commands", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("an id with shell metacharacters is one word of the command that is copied @long-old", async ({
    page,
    site,
    askToPair,
  }) => {
    const evil = "--all$(touch /tmp/x);`id`|'\"\\\n&\u001b[31m";
    const wire = await Wire.into(page);
    const list = z.object({ pending: z.array(z.looseObject({})), paired: z.array(z.looseObject({})) });
    wire.rewrite((frame, method) => {
      if (method !== "device.pair.list" || frame.ok !== true) return frame;
      const { pending, paired } = list.parse(frame.payload);
      return {
        ...frame,
        payload: {
          pending: pending.slice(0, 1).flatMap((one) => [{ ...one, requestId: evil }]),
          paired: [
            { ...paired[0], deviceId: evil, displayName: "Evil", tokens: [{ role: evil, scopes: [evil] }] },
          ],
        },
      };
    });
    const phone = await askToPair();
    await signIn(page, site);
    await reviewButton(page, phone.name).click();
    const review = page.getByRole("dialog", { name: "Review pairing request" });
    await review.getByRole("button", { name: "Copy CLI command" }).click();
    await expect(review.getByText("Copied").first()).toBeAttached();
    const approve = wordsOf(await readClipboard(page));
    expect(approve.slice(0, 2)).toEqual(["devices", "approve"]);
    expect(approve.slice(2).filter((word) => word !== "--")).toEqual([evil]);
    await page.keyboard.press("Escape");

    const dialog = await openAction(page, "Evil", "Revoke token…");
    await dialog.getByRole("button", { name: "Copy CLI command" }).click();
    await expect(dialog.getByText("Copied").first()).toBeAttached();
    const revoke = wordsOf(await readClipboard(page));
    expect(revoke.slice(0, 2)).toEqual(["devices", "revoke"]);
    expect(revoke.slice(2).join(" ")).toContain(evil);
    expect(revoke.every((word) => !/^(?:touch|id)$/.test(word))).toBe(true);
    await expectPlain(page);
  });
});
