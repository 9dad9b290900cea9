import { describe, expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";
import { UsageError } from "./page-arguments.ts";

describe("parseArguments", () => {
  test("has a default for everything", () => {
    expect(parseArguments([])).toEqual({
      gateway: null,
      host: "127.0.0.1",
      port: 4173,
      sandbox: "auto",
      sandboxVersion: "2026.9.6",
    });
  });

  test("takes every option", () => {
    expect(
      parseArguments(["--gateway", "wss://gw.example/ws", "--host", "::1", "--port=5000"]),
    ).toMatchObject({
      gateway: "wss://gw.example/ws",
      host: "::1",
      port: 5000,
    });
    expect(parseArguments(["--sandbox", "--sandbox-version", "2026.3"])).toMatchObject({
      sandbox: "always",
      sandboxVersion: "2026.3.13",
    });
    expect(parseArguments(["--no-sandbox"])).toMatchObject({ sandbox: "never" });
  });

  test("answers a cry for help, whatever else is there", () => {
    expect(parseArguments(["--port", "1", "--help"])).toBeNull();
    expect(parseArguments(["-h"])).toBeNull();
  });

  test.each([
    [["--port", "abc"], /--port: "abc"/],
    [["--port", "65536"], /--port/],
    [["--port", "-1"], /--port/],
    [["--port", ""], /--port/],
    [["--colour"], /Unknown option '--colour'/],
    [["extra"], /Unexpected argument 'extra'/],
    [["--gateway"], /argument missing/],
    [["--host", "a b"], /--host/],
    [["--sandbox-version", "9"], /--sandbox-version/],
    [["--sandbox", "--no-sandbox"], /exclude each other/],
    [["--sandbox", "--gateway", "ws://a"], /exclude each other/],
    [["--no-sandbox", "--sandbox-version", "2026.3"], /exclude each other/],
  ])("refuses %j in one line", (args, message) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(message);
    expect(() => parseArguments(args)).not.toThrow(/\n/);
  });
});
