import { describe, expect, test } from "vitest";
import { mainThreadTasksMs } from "./trace.ts";

const PAGE = { pid: 7, tid: 7 };
const started = {
  name: "TracingStartedInBrowser",
  ph: "I",
  pid: 1,
  tid: 1,
  args: {
    data: {
      frames: [
        { processId: 8, isOutermostMainFrame: false },
        { processId: 7, isOutermostMainFrame: true },
      ],
    },
  },
};
const mainThread = { name: "thread_name", ph: "M", ...PAGE, args: { name: "CrRendererMain" } };
const task = { name: "RunTask", ph: "X", ...PAGE, dur: 51_500 };
const read = (...traceEvents: readonly object[]) => mainThreadTasksMs(JSON.stringify({ traceEvents }));

describe("mainThreadTasksMs", () => {
  test("counts the tasks of the page's main thread and no other's", () => {
    const others = [
      { ...task, tid: 9 },
      { ...task, pid: 8 },
      { ...task, name: "FunctionCall" },
      { ...mainThread, pid: 8, tid: 8 },
    ];
    expect(read(started, mainThread, task, ...others, { ...task, dur: 250 })).toEqual([51.5, 0.25]);
  });

  test("fails rather than telling of a thread that was idle", () => {
    expect(() => read(started, task)).toThrow("main thread");
    expect(() => read(started, mainThread)).toThrow("no task");
    expect(() => read(mainThread, task)).toThrow("Invalid input");
  });
});
