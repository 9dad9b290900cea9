import { expect, type Locator, type Page } from "@playwright/test";
import { setTimeout as sleep } from "node:timers/promises";
import type { AskingDevice } from "./asking-device.ts";
import { openAction, openReview, pairedRow, pendingRow } from "./panel.ts";
import type { GatewayList, SecondClient } from "./second-client.ts";

/** A write that the page makes, from its dialog to what must be true of the gateway when the page has spoken. */
export interface Write {
  readonly name: string;
  readonly method: string;
  /** Whether it is about a device that still waits, instead of a paired one. */
  readonly isAboutRequest: boolean;
  /** Opens the dialog and clicks. @returns the dialog, in which the result comes up */
  readonly start: (page: Page, phone: AskingDevice) => Promise<Locator>;
  /** What the page says, as patterns; the first that fits counts. */
  readonly endings: readonly Ending[];
}

interface Ending {
  readonly says: RegExp;
  /** Whether that is so, by what the gateway lists. */
  readonly isTrue: (now: GatewayList, before: GatewayList, phone: AskingDevice, text: string) => boolean;
}

type Holds = Ending["isTrue"];
const isPaired: Holds = ({ paired }, _before, { deviceId }) =>
  paired.some((one) => one.deviceId === deviceId);
const isWaiting: Holds = ({ pending }, _before, { requestId }) =>
  pending.some((one) => one.requestId === requestId);
const not =
  (holds: Holds): Holds =>
  (...facts) =>
    !holds(...facts);
const tokenOf = ({ paired }: GatewayList, { deviceId }: AskingDevice) =>
  paired.find((one) => one.deviceId === deviceId)?.tokens[0];
const isRotated: Holds = (now, before, phone) =>
  tokenOf(now, phone)?.rotatedAtMs !== tokenOf(before, phone)?.rotatedAtMs;
const isRevoked: Holds = (now, _before, phone) => tokenOf(now, phone)?.revokedAtMs !== undefined;
const isNamed: Holds = ({ paired }, _before, { deviceId }) =>
  paired.some((one) => one.deviceId === deviceId && one.operatorLabel === "Kitchen");

/** Nothing was sent: the gateway was gone before, and things are as they were. */
const NOT_SENT = /nothing was sent and nothing was done/;

async function confirm(
  page: Page,
  phone: AskingDevice,
  entry: Parameters<typeof openAction>[2],
  button: string,
) {
  const dialog = await openAction(page, phone.name, entry);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  // A token that is handed out comes in a dialog of its own.
  return entry === "Rotate token…" ? page.getByRole("dialog") : dialog;
}

export const WRITES: readonly Write[] = [
  {
    name: "approve",
    method: "device.pair.approve",
    isAboutRequest: true,
    start: async (page, { name }) => {
      const { dialog, approve } = await openReview(page, name);
      await approve.click();
      return dialog;
    },
    endings: [
      { says: NOT_SENT, isTrue: isWaiting },
      { says: /Approved/, isTrue: isPaired },
      { says: /the request is still waiting/, isTrue: isWaiting },
      { says: /The request is gone, and the device is not paired/, isTrue: not(isPaired) },
    ],
  },
  {
    name: "reject",
    method: "device.pair.reject",
    isAboutRequest: true,
    start: async (page, { name }) => {
      const { dialog, reject } = await openReview(page, name);
      await reject.click();
      return dialog;
    },
    endings: [
      { says: NOT_SENT, isTrue: isWaiting },
      { says: /the request is still waiting/, isTrue: isWaiting },
      {
        says: /Rejected|The request is gone, and the device is not paired/,
        isTrue: (...facts) => !isPaired(...facts) && !isWaiting(...facts),
      },
    ],
  },
  {
    name: "rotate",
    method: "device.token.rotate",
    isAboutRequest: false,
    start: (page, phone) => confirm(page, phone, "Rotate token…", "Rotate"),
    endings: [
      { says: NOT_SENT, isTrue: not(isRotated) },
      { says: /Not rotated/, isTrue: not(isRotated) },
      { says: /Rotated, but|was rotated|I have stored this token/, isTrue: isRotated },
    ],
  },
  {
    name: "revoke",
    method: "device.token.revoke",
    isAboutRequest: false,
    start: (page, phone) => confirm(page, phone, "Revoke token…", "Revoke"),
    endings: [
      { says: NOT_SENT, isTrue: not(isRevoked) },
      { says: /Not revoked/, isTrue: not(isRevoked) },
      { says: /Checked: the token is revoked/, isTrue: isRevoked },
    ],
  },
  {
    name: "remove",
    method: "device.pair.remove",
    isAboutRequest: false,
    start: (page, phone) => confirm(page, phone, "Remove device…", "Remove"),
    endings: [
      { says: NOT_SENT, isTrue: isPaired },
      { says: /Not removed/, isTrue: isPaired },
      { says: /the device is no longer paired/, isTrue: not(isPaired) },
    ],
  },
  {
    name: "clear",
    method: "device.pair.remove",
    isAboutRequest: false,
    start: async (page) => {
      await page.getByRole("button", { name: "Clear devices…" }).click();
      const dialog = page.getByRole("dialog", { name: "Clear devices" });
      await dialog.getByRole("textbox", { name: "Type clear to confirm" }).fill("clear");
      await dialog.getByRole("button", { name: "Clear", exact: true }).click();
      return dialog;
    },
    endings: [
      { says: /All done/, isTrue: not(isPaired) },
      {
        says: /(\d+) of \d+ are still there/,
        // The report has a line for each device; of this one it says "Removed" or "Not tried".
        isTrue: (now, before, phone, text) => {
          const isSaidRemoved = new RegExp(`${phone.deviceId.slice(0, 8)}\\s+Removed(?!,)`).test(text);
          return isPaired(now, before, phone, text) !== isSaidRemoved;
        },
      },
    ],
  },
];

/** Only newer gateways know it. */
export const RENAME: Write = {
  name: "rename",
  method: "device.pair.rename",
  isAboutRequest: false,
  start: async (page, { name }) => {
    const dialog = await openAction(page, name, "Rename…");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Kitchen");
    await dialog.getByRole("button", { name: "Save" }).click();
    return dialog;
  },
  endings: [
    { says: NOT_SENT, isTrue: not(isNamed) },
    { says: /Not renamed/, isTrue: not(isNamed) },
    // The dialog closes when the name was given.
    { says: /^$/, isTrue: isNamed },
  ],
};

/** A page that does not come back by itself within this time has failed. */
const BACK_MS = 90_000;

/** Waits until the page has said how a write ended, and holds that against the gateway. @returns what it said */
export async function expectTrueEnding(
  write: Write,
  dialog: Locator,
  { before, phone, secondClient }: { before: GatewayList; phone: AskingDevice; secondClient: SecondClient },
): Promise<string> {
  const read = async () => ((await dialog.count()) > 0 ? dialog.first().innerText() : "");
  const find = (text: string) => write.endings.find(({ says }) => says.test(text));
  const deadlineMs = Date.now() + BACK_MS;
  let text = await read();
  while (!find(text) && Date.now() < deadlineMs) {
    await sleep(200);
    text = await read();
  }
  const ending = find(text);
  if (!ending) throw new Error(`${write.name}: the page never said how it ended:\n${text}`);
  const now = await secondClient.list();
  expect(
    ending.isTrue(now, before, phone, text),
    `${write.name}: the gateway holds otherwise, and the page says:\n${text}`,
  ).toBe(true);
  return ending.says.source;
}

/** Closes whatever dialog is open, a shown token included. */
export async function closeDialogs(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  const stored = dialog.getByRole("checkbox", { name: "I have stored this token" });
  if (await stored.isVisible()) await stored.check();
  if ((await dialog.count()) > 0) await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
}

/** Waits until the page shows a device where it belongs. */
export async function expectListed(page: Page, { name }: AskingDevice, isRequest: boolean): Promise<void> {
  await expect(isRequest ? pendingRow(page, name) : pairedRow(page, name)).toBeVisible({ timeout: BACK_MS });
}
