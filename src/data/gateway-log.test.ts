import { expect, test } from "vitest";
import { LogFeed } from "./gateway-log.ts";
import { UnreadableReplyError } from "#gateway/messages.ts";

/** A try to sign in, as a line of the log. */
function tryOf(name: string): string {
  return JSON.stringify({
    "0": '{"subsystem":"gateway/ws"}',
    "1": {
      handshake: "failed",
      cause: "unauthorized",
      authReason: "token_mismatch",
      client: "cli",
      clientDisplayName: name,
    },
    "2": "closed before connect conn=c1 remote=127.0.0.1 fwd=n/a code=1008 reason=x",
    time: "2026-11-26T07:20:48.243+00:00",
  });
}

/** Answers as gateways do: the lines from the cursor on, of the file that is the log just then. */
function setUp() {
  let file = "a.log";
  let lines: readonly string[] = [];
  const asked: (number | undefined)[] = [];
  const feed = new LogFeed();
  const read = async () => {
    const log = await feed.read(async ({ cursor }) => {
      const from = typeof cursor === "number" ? cursor : undefined;
      asked.push(from);
      const isReset = from !== undefined && from > lines.length;
      return { file, cursor: lines.length, lines: lines.slice(isReset ? 0 : from), reset: isReset };
    });
    return [...log.clients.values()].map(({ last, count }) => `${last.client.name} ${count}`);
  };
  return {
    feed,
    read,
    asked,
    write: (...names: readonly string[]) => (lines = [...lines, ...names.map(tryOf)]),
    rotate: (name = file) => {
      file = name;
      lines = [];
    },
  };
}

test("a log is read on from where it was left, and nothing counts twice", async () => {
  const { write, read, asked } = setUp();
  write("Ann", "Ben");
  expect(await read()).toEqual(["Ann 1", "Ben 1"]);
  expect(await read()).toEqual(["Ann 1", "Ben 1"]);
  write("Ann");
  expect(await read()).toEqual(["Ann 2", "Ben 1"]);
  expect(asked).toEqual([undefined, 2, 2]);
});

test("a file that was emptied, and a new file, are read from their beginning", async () => {
  const { write, read, rotate } = setUp();
  write("Ann", "Ann");
  await read();
  rotate();
  write("Ben");
  expect(await read()).toEqual(["Ann 2", "Ben 1"]);
  rotate("b.log");
  // Already longer than what was read of the one before.
  write("Cat", "Cat", "Cat");
  expect(await read()).toEqual(["Ann 2", "Ben 1", "Cat 3"]);
  write("Cat");
  expect(await read()).toEqual(["Ann 2", "Ben 1", "Cat 4"]);
});

test("an answer that is none leaves what was read", async () => {
  const { feed, write, read } = setUp();
  write("Ann");
  await read();
  await expect(feed.read(async () => ({ lines: "no" }))).rejects.toThrow(UnreadableReplyError);
  expect(await read()).toEqual(["Ann 1"]);
});
