import { beforeEach, describe, expect, it, vi } from "vitest";
import { chooseCommandWrapper, readCommandWrapper } from "./command-wrapper.ts";
import { readNotificationState, turnOffNotifications, turnOnNotifications } from "./notification-setting.ts";

const items = new Map<string, string>();
let isFull = false;

beforeEach(() => {
  items.clear();
  isFull = false;
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => items.delete(key),
    setItem: (key: string, value: string) => {
      if (isFull) throw new DOMException("", "QuotaExceededError");
      items.set(key, value);
    },
  });
});

describe("the command line", () => {
  const KEY = "gatehouse.command-wrapper";
  const docker = { kind: "docker", name: "gw" } as const;

  it("is the host at first, and what was chosen later", () => {
    expect(readCommandWrapper()).toEqual({ kind: "host" });
    chooseCommandWrapper(docker);
    expect(readCommandWrapper()).toEqual(docker);
    expect(readCommandWrapper()).toBe(readCommandWrapper());
    chooseCommandWrapper({ kind: "host" });
    expect(items.has(KEY)).toBe(false);
    expect(readCommandWrapper()).toEqual({ kind: "host" });
  });

  it.each([
    "",
    "junk",
    "null",
    '{"kind":"docker"}',
    '{"kind":"docker","name":"a; rm"}',
    '{"kind":"k","name":"a"}',
  ])("takes %j in storage for the host", (text) => {
    items.set(KEY, text);
    expect(readCommandWrapper()).toEqual({ kind: "host" });
  });

  it("holds for this page where nothing can be stored", () => {
    isFull = true;
    chooseCommandWrapper(docker);
    expect(readCommandWrapper()).toEqual(docker);
    chooseCommandWrapper({ kind: "host" });
    expect(readCommandWrapper()).toEqual({ kind: "host" });
  });
});

describe("notifications", () => {
  /** Stands for the browser's Notification. */
  function stubBrowser(
    permission: NotificationPermission,
    answer: NotificationPermission,
    mayConstruct = true,
  ) {
    class Stub {
      static permission = permission;
      static requestPermission = () => Promise.resolve((Stub.permission = answer));
      constructor() {
        if (!mayConstruct) throw new TypeError("Illegal constructor");
      }
    }
    vi.stubGlobal("window", { isSecureContext: true, Notification: Stub });
    vi.stubGlobal("Notification", Stub);
  }

  it("are on once they are wanted and allowed", async () => {
    stubBrowser("default", "granted");
    expect(readNotificationState()).toBe("off");
    await turnOnNotifications();
    expect(readNotificationState()).toBe("on");
    turnOffNotifications();
    expect(readNotificationState()).toBe("off");
  });

  it.each([
    ["denied", "denied"],
    ["default", "off"],
  ] as const)("are not on when the person answers %s", async (answer, state) => {
    stubBrowser("default", answer);
    await turnOnNotifications();
    expect(readNotificationState()).toBe(state);
  });

  it("are denied when the permission was taken back, whatever is wanted", () => {
    items.set("gatehouse.notifications", "on");
    stubBrowser("denied", "denied");
    expect(readNotificationState()).toBe("denied");
  });

  it("need a secure page, and a browser that has them", () => {
    vi.stubGlobal("window", { isSecureContext: false });
    expect(readNotificationState()).toBe("insecure");
    vi.stubGlobal("window", { isSecureContext: true });
    expect(readNotificationState()).toBe("unsupported");
  });

  it("are not there where the browser throws at the first one", async () => {
    stubBrowser("granted", "granted", false);
    await turnOnNotifications();
    expect(readNotificationState()).toBe("unsupported");
    expect(items.size).toBe(0);
  });
});
