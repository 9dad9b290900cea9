import type { Page, WebSocketRoute } from "@playwright/test";
import { z } from "zod";
import { FrameDamage, type DamageKind } from "../../sandbox/frame-damage.ts";
import { Random } from "../../sandbox/random.ts";
import { shownName } from "../../src/domain/names.ts";

/** What becomes of whole frames on the way. */
type TransportKind = "lost" | "delayed" | "reordered" | "doubled" | "huge";
type Kind = DamageKind | TransportKind;

/** A request as the page sent it. */
export interface SentRequest {
  readonly id: string;
  readonly method: string;
  readonly params: unknown;
}

/** What is damaged: nothing; all but the handshake; only the handshake. */
type Mode = "off" | "session" | "handshake";

const parsedFrame = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  event: z.string().optional(),
  payload: z.unknown().optional(),
});
const maybeText = z.string().nullish();
/** What decides how a row is named, as far as the page can read it. */
const named = z.object({
  requestId: maybeText,
  deviceId: z.string(),
  operatorLabel: maybeText,
  displayName: maybeText,
  clientId: maybeText,
});
const lists = z.object({ pending: z.array(z.unknown()), paired: z.array(z.unknown()) });

const LONGEST_DELAY_MS = 120;
const KEPT_FRAMES = 25;

/** Copies of an event that come before it and after it, each damaged in another way. */
const EVENT_COPIES = 10;
const REPLY_COPIES = 3;

/**
 * The wire between the page and the real gateway, full of faults. Each damaged frame is a copy of a real one that the
 * gateway has just sent; the real one comes as well, sooner or later, unless it is lost.
 */
export class FuzzWire {
  readonly seed: number;
  /** How many damaged frames of each kind the page was given; `lost` counts what it was not given. */
  readonly counts = new Map<Kind, number>();
  /** Every request that the page sent. */
  readonly sent: SentRequest[] = [];
  mode: Mode = "off";
  readonly #damage: FrameDamage;
  readonly #random: Random;
  /** Every row that some frame could have made the page show: its key and its name. */
  readonly #possibleRows = new Set<string>();
  readonly #recent: string[] = [];
  #pageSide: WebSocketRoute | null = null;

  private constructor(seed: number) {
    this.seed = seed;
    this.#damage = new FrameDamage(seed);
    this.#random = new Random(seed + 1);
  }

  /** Gets hold of every WebSocket that the page opens from now on. */
  static async into(page: Page, seed: number): Promise<FuzzWire> {
    const wire = new FuzzWire(seed);
    await page.routeWebSocket(/^ws:/, (route) => wire.#join(route));
    return wire;
  }

  /** How many damaged frames the page was given. */
  get delivered(): number {
    return [...this.counts].reduce((sum, [kind, count]) => (kind === "lost" ? sum : sum + count), 0);
  }

  /** What a failure must say so that it can be found again. */
  get where(): string {
    return `seed ${this.seed}, damaged frame ${this.delivered}; the last frames:\n${this.#recent.join("\n")}`;
  }

  /** Whether some frame of the gateway, damaged or not, says what this row of the page says. */
  isPossible(row: string): boolean {
    return this.#possibleRows.has(row);
  }

  /** Requests that were sent more than once, or whose number was used twice. */
  get repeatedRequests(): readonly string[] {
    const ids = this.sent.map(({ id }) => id);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  }

  /** How often the page has sent this request. */
  timesSent(method: string, params: Readonly<Record<string, unknown>>): number {
    return this.sent.filter(
      (request) =>
        request.method === method &&
        Object.entries(params).every(([key, value]) => Reflect.get(Object(request.params), key) === value),
    ).length;
  }

  /** Gives the page a frame of 25 MB that it can read, and one that is longer than a gateway may send. */
  deliverHuge(): void {
    const request = (length: number) =>
      JSON.stringify({
        type: "event",
        event: "device.pair.requested",
        payload: { requestId: "huge", deviceId: "huge", displayName: "x".repeat(length), ts: Date.now() },
      });
    for (const length of [25_000_000, 26_500_000]) this.#give("huge", request(length));
  }

  /** Nothing is damaged any more; what is late still comes. */
  stop(): void {
    this.mode = "off";
  }

  #join(page: WebSocketRoute): void {
    const gateway = page.connectToServer();
    const methods = new Map<string, string>();
    const held: string[] = [];
    this.#pageSide = page;
    page.onMessage((data) => {
      const { id = "", method = "", params } = parsedFrame.parse(JSON.parse(data.toString()));
      this.sent.push({ id, method, params });
      methods.set(id, method);
      gateway.send(data);
    });
    gateway.onMessage((data) => {
      const text = data.toString();
      const { id, event } = parsedFrame.parse(JSON.parse(text));
      const subject = event ?? methods.get(id ?? "") ?? "";
      const isHandshake = subject === "connect.challenge" || subject === "connect";
      if (this.mode === "off" || isHandshake !== (this.mode === "handshake")) this.#pass(text);
      else if (event === undefined || isHandshake) this.#answer(text, subject);
      else this.#tell(text, subject, held);
    });
  }

  /** A reply: the first copy that can be read counts, so the real one comes last. */
  #answer(text: string, subject: string): void {
    const copies = this.#random.between(1, REPLY_COPIES);
    for (let copy = 0; copy < copies; copy += 1) this.#giveDamaged(text, subject);
    if (this.#random.chance(0.3)) this.#later(text);
    else this.#pass(text);
    // The answer to a question that has been answered is an answer to nobody.
    if (this.#random.chance(0.2)) this.#give("doubled", text);
  }

  /** An event: all copies count, whenever they come. */
  #tell(text: string, subject: string, held: string[]): void {
    const before = this.#random.between(0, EVENT_COPIES);
    for (let copy = 0; copy < before; copy += 1) this.#giveDamaged(text, subject);
    const fate = this.#random.next();
    if (fate < 0.1) this.#count("lost");
    else if (fate < 0.25) this.#later(text);
    else if (fate < 0.4) held.push(text);
    else {
      this.#pass(text);
      if (fate < 0.6) this.#give("doubled", text);
      for (const late of held.splice(0)) this.#give("reordered", late);
    }
    for (let copy = before; copy < EVENT_COPIES; copy += 1) this.#giveDamaged(text, subject);
  }

  #giveDamaged(text: string, subject: string): void {
    const { kind, text: damaged } = this.#damage.damage(text, subject);
    this.#give(kind, damaged);
  }

  #later(text: string): void {
    setTimeout(() => this.#give("delayed", text), this.#random.between(1, LONGEST_DELAY_MS));
  }

  #give(kind: Kind, text: string): void {
    this.#count(kind);
    this.#recent.push(`${this.delivered} ${kind}: ${text.slice(0, 1_000)}`);
    if (this.#recent.length > KEPT_FRAMES) this.#recent.shift();
    this.#pass(text);
  }

  #count(kind: Kind): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  #pass(text: string): void {
    this.#noteRows(text);
    this.#pageSide?.send(text);
  }

  #noteRows(text: string): void {
    const { event, payload } = parsedFrame.safeParse(parseJson(text)).data ?? {};
    if (event === "device.pair.requested") this.#noteRow("request", payload);
    const list = lists.safeParse(payload).data;
    for (const entry of list?.pending ?? []) this.#noteRow("request", entry);
    for (const entry of list?.paired ?? []) this.#noteRow("device", entry);
  }

  #noteRow(table: "request" | "device", raw: unknown): void {
    const entry = named.safeParse(raw).data;
    if (entry) this.#possibleRows.add(rowOf(table, entry));
  }
}

/** A row of the page: which one, and by which name. Browsers do not hand out halves of characters. */
export function rowOf(table: "request" | "device", entry: z.infer<typeof named>): string {
  const name = shownName({
    deviceId: entry.deviceId,
    operatorLabel: entry.operatorLabel ?? undefined,
    displayName: entry.displayName ?? undefined,
    clientId: entry.clientId ?? undefined,
  });
  const key = table === "request" ? entry.requestId : entry.deviceId;
  return wellFormed(JSON.stringify([`${table}:${key}`, name.safe.plain]));
}

/** Reads the rows of the page as `rowOf` writes them. */
export async function shownRows(page: Page): Promise<readonly string[]> {
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll("tr[data-row]")].map((row) => {
      const label = row.querySelector("button[aria-label]")?.getAttribute("aria-label") ?? "";
      return JSON.stringify([
        row.getAttribute("data-row"),
        label.replace(/^(?:Review request from|Actions for) /, ""),
      ]);
    }),
  );
  return rows.map(wellFormed);
}

function wellFormed(json: string): string {
  return json.replaceAll(/\\ud[89a-f][\da-f]{2}/g, "\ufffd");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
