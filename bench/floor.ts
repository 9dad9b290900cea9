import type { Page } from "@playwright/test";
import type { Site } from "../e2e/support/site.ts";
import { addProbe, readMark } from "./page-probe.ts";

/** Makes a page that has loaded nothing yet list the devices by a bare script, wherever it goes. */
export async function installFloor(page: Page, { gateway }: Site, devices: number): Promise<void> {
  await addProbe(page);
  await page.addInitScript(listDevices, { url: gateway.url, token: gateway.token, devices });
}

/**
 * What no page can be faster than: an empty page of the same origin, and a script that signs in and lists, with no
 * library, no check and no table. Its key is made by the first visit and found by the second, as with the pages.
 * @returns ms from the start of the navigation to a frame painted after the list was there
 */
export async function timeFloor(page: Page, { origin }: Site): Promise<number> {
  await page.goto("about:blank");
  await page.goto(`${origin}/empty`, { waitUntil: "commit" });
  return readMark(page, "floor");
}

/** Runs in the page. */
function listDevices(options: {
  readonly url: string;
  readonly token: string;
  readonly devices: number;
}): void {
  const KEY = "bench-floor-key";
  const client = { id: "openclaw-control-ui", mode: "ui", version: "floor", platform: "linux" };
  const role = "operator";
  const scopes = ["admin", "approvals", "pairing", "read", "write"].map((scope) => `operator.${scope}`);
  const toBase64Url = (bytes: ArrayBuffer) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "");
  const toHex = (bytes: ArrayBuffer) =>
    Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const loadKey = async () => {
    const stored = sessionStorage.getItem(KEY);
    const made = stored
      ? null
      : await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
    if (made)
      sessionStorage.setItem(KEY, JSON.stringify(await crypto.subtle.exportKey("jwk", made.privateKey)));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stored by the line above
    const jwk = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as JsonWebKey;
    const privateKey =
      made?.privateKey ?? (await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["sign"]));
    const publicKey = jwk.x ?? "";
    const raw = Uint8Array.from(atob(publicKey.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
    return { privateKey, publicKey, id: toHex(await crypto.subtle.digest("SHA-256", raw)) };
  };

  const connect = async (key: ReturnType<typeof loadKey>, nonce: string, signedAt: number) => {
    const { privateKey, publicKey, id } = await key;
    const text = ["v3", id, client.id, client.mode, role, scopes, signedAt, options.token, nonce]
      .concat(client.platform, "")
      .join("|");
    const signature = toBase64Url(
      await crypto.subtle.sign("Ed25519", privateKey, new TextEncoder().encode(text)),
    );
    return {
      minProtocol: 3,
      maxProtocol: 4,
      client,
      role,
      scopes,
      caps: [],
      auth: { token: options.token },
      device: { id, publicKey, signature, signedAt, nonce },
    };
  };

  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no check is the point: this is the floor
  const read = (data: unknown) => JSON.parse(String(data)) as Frame;
  interface Frame {
    readonly event?: string;
    readonly id?: string;
    readonly payload: { readonly nonce: string; readonly ts: number; readonly paired?: readonly unknown[] };
  }

  const key = loadKey();
  const socket = new WebSocket(options.url);
  const send = (id: string, method: string, params: object) =>
    socket.send(JSON.stringify({ type: "req", id, method, params }));
  socket.addEventListener("message", ({ data }) => {
    const { event, id, payload } = read(data);
    if (event === "connect.challenge")
      void connect(key, payload.nonce, payload.ts).then((params) => send("connect", "connect", params));
    if (id === "connect") send("list", "device.pair.list", {});
    if (id === "list" && (payload.paired?.length ?? 0) >= options.devices)
      void window.bench.painted(() => true).then((atMs) => window.bench.mark("floor", atMs));
  });
}
