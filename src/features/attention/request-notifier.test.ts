import { beforeEach, describe, expect, it, vi } from "vitest";
import { askingAgent, askingDevice, askingNode } from "./asking.ts";
import { RequestNotifier } from "./request-notifier.ts";
import type { PairingRequest } from "#domain/device.ts";

/** Stands for the browser's Notification; a new one replaces the one with its tag, as in a browser. */
class StubNotification extends EventTarget {
  static shown: StubNotification[] = [];
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  constructor(title: string, { body = "", tag = "" }: NotificationOptions) {
    super();
    this.title = title;
    this.body = body;
    this.tag = tag;
    StubNotification.shown = StubNotification.shown.filter((other) => other.tag !== tag);
    StubNotification.shown.push(this);
  }
  close(): void {
    StubNotification.shown = StubNotification.shown.filter((other) => other !== this);
    this.dispatchEvent(new Event("close"));
  }
}

const request = (requestId: string, change: Partial<PairingRequest> = {}): PairingRequest => ({
  requestId,
  deviceId: "c9a4fe15aa",
  displayName: `Phone ${requestId}`,
  roles: ["operator"],
  scopes: ["operator.admin"],
  isRepair: false,
  requestedAtMs: 0,
  ...change,
});
const list = (...pending: readonly PairingRequest[]) => pending.map((one) => askingDevice(one, []));
const tags = () => StubNotification.shown.map(({ tag }) => tag);

let notifier: RequestNotifier;
let opened: (string | null)[];
beforeEach(() => {
  StubNotification.shown = [];
  vi.stubGlobal("Notification", StubNotification);
  opened = [];
  notifier = new RequestNotifier("ws://nas:18789");
  notifier.leadTo((requestId) => opened.push(requestId));
});

describe("RequestNotifier", () => {
  it("says who asks and for what, once, and goes with the request", () => {
    notifier.update(list(request("a")), false);
    notifier.update(list(request("a")), false);
    expect(StubNotification.shown).toMatchObject([
      { tag: "a", title: "A device asks for access", body: "Phone a (c9a4fe15)\nAdministrator" },
    ]);
    notifier.update(list(), false);
    expect(tags()).toEqual([]);
  });

  it("says nothing while the page is watched, not even later", () => {
    notifier.update(list(request("a")), true);
    notifier.update(list(request("a")), false);
    expect(tags()).toEqual([]);
  });

  it("makes a name safe, and cuts it", () => {
    notifier.update(list(request("a", { displayName: `\u202e\n${"x".repeat(500)}`, scopes: [] })), false);
    expect(StubNotification.shown[0]?.body).toMatch(/^\[RLO\]\[LF\]x{1,40}… \(c9a4fe15\)\nNo rights$/);
  });

  it("leads to the review when it is clicked", () => {
    notifier.update(list(request("a")), false);
    StubNotification.shown[0]?.dispatchEvent(new Event("click"));
    expect(opened).toEqual(["a"]);
    expect(tags()).toEqual([]);
  });

  it("tells of a flood once", () => {
    const many = Array.from({ length: 20 }, (_, index) => request(String(index)));
    for (const count of many.keys()) notifier.update(list(...many.slice(0, count + 1)), false);
    expect(StubNotification.shown).toMatchObject([
      { title: "Several requests wait", body: "20 requests wait for approval." },
    ]);
    StubNotification.shown[0]?.dispatchEvent(new Event("click"));
    expect(opened).toEqual([null]);
    notifier.update(list(...many), false);
    expect(tags()).toEqual([]);
  });

  it("tells of nodes and agents, and never what an agent wants to run", () => {
    const facts = { deviceId: "c9a4fe15aa", displayName: "Build host", requestedAtMs: 0 };
    const node = { ...facts, requestId: "n", commands: ["system.run"], capabilities: [], permissions: [] };
    const payload = { request: { command: "curl -H 'Authorization: s3cret'" } };
    notifier.update(
      [askingNode(node), askingAgent({ kind: "exec", id: "e", expiresAtMs: 1, payload })],
      false,
    );
    expect(StubNotification.shown).toMatchObject([
      { tag: "n", title: "A node asks for its commands", body: "Build host (c9a4fe15)\n1 command" },
      { tag: "e", title: "An agent waits for your answer" },
    ]);
    expect(StubNotification.shown[1]?.body).not.toContain("s3cret");
  });

  it("takes everything back", () => {
    notifier.update(list(request("a"), request("b")), false);
    expect(tags()).toEqual(["a", "b"]);
    notifier.closeAll();
    expect(tags()).toEqual([]);
  });
});
