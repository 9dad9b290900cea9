import { z } from "zod";

/** What has to be recorded for `mainThreadTasksMs`, and no more: recording costs time itself. */
export const TRACE_CATEGORIES = ["disabled-by-default-devtools.timeline"] as const;

/** One event of a trace, as far as the bench reads it. */
export const traceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  dur: z.optional(z.number()),
  args: z.optional(z.looseObject({})),
});
const trace = z.object({ traceEvents: z.array(traceEvent) });
const threadName = z.object({ name: z.string() });
const tracingStarted = z.object({
  data: z.object({
    frames: z.array(z.object({ processId: z.number(), isOutermostMainFrame: z.optional(z.boolean()) })),
  }),
});

/**
 * How long each task on the page's main thread took, in ms, in no order.
 * @param text a trace of one page as Chromium writes it
 * @throws Error when it does not tell which thread that is, or holds no task
 */
export function mainThreadTasksMs(text: string): readonly number[] {
  const { traceEvents } = trace.parse(JSON.parse(text));
  const started = traceEvents.find(({ name }) => name === "TracingStartedInBrowser");
  const frames = tracingStarted.parse(started?.args).data.frames;
  const pid = frames.find(({ isOutermostMainFrame }) => isOutermostMainFrame !== false)?.processId;
  const thread = traceEvents.find(
    (candidate) =>
      candidate.pid === pid &&
      candidate.name === "thread_name" &&
      threadName.safeParse(candidate.args).data?.name === "CrRendererMain",
  );
  if (!thread) throw new Error("The trace does not name the page's main thread");
  const tasks = traceEvents.filter(
    ({ name, ph, pid: ofPid, tid }) =>
      name === "RunTask" && ph === "X" && ofPid === pid && tid === thread.tid,
  );
  if (tasks.length === 0) throw new Error("The trace holds no task of the page's main thread");
  return tasks.map(({ dur = 0 }) => dur / 1000);
}
