/**
 * What the commands of nodes let agents do on that machine, in plain words. After the gateways' own documents
 * (`nodes/*.md`) and the lists in their code (`node-command-policy`).
 */

import { safeText } from "#lib/safe-text.ts";

/** What a command has to do with; also the order in which groups are shown, the gravest first. */
export const COMMAND_GROUPS = [
  "Run programs",
  "Read and write files",
  "See and control the screen",
  "Use its browser",
  "Camera and voice",
  "Personal data",
  "The device itself",
  "Not known to this page",
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** A command in plain words. */
export interface CommandDescription {
  /** The name on the wire, made safe. */
  readonly value: string;
  /** "Run any program". */
  readonly title: string;
  readonly group: CommandGroup;
  /** Whoever may use it can take over the machine, or look at what is most private on it. */
  readonly isGrave: boolean;
  /** Its place among all commands: what is lowest should be read first. */
  readonly rank: number;
}

type Entry = readonly [title: string, gravity?: "grave"];

const RUN: readonly (readonly [string, Entry])[] = [
  ["system.run", ["Run any program as the user that the node runs as", "grave"]],
  ["system.run.prepare", ["Check a command before it is run"]],
  ["system.which", ["Find out which programs are installed"]],
  ["system.execApprovals.get", ["Read its own rule for running commands"]],
  ["system.execApprovals.set", ["Change its own rule for running commands", "grave"]],
  ["mcp.tools.call.v1", ["Use the tools of the MCP servers that are set up on it", "grave"]],
  ["agent.cli.claude.run.v1", ["Run the Claude command line on it", "grave"]],
];
const FILES: readonly (readonly [string, Entry])[] = [
  ["fs.listDir", ["List the files of any folder", "grave"]],
  ["terminal.upload", ["Put files onto it", "grave"]],
  ["dir.list", ["List the files of a folder"]],
  ["dir.fetch", ["Fetch a whole folder", "grave"]],
  ["file.stat", ["Look up the size and date of a file"]],
  ["file.fetch", ["Read files", "grave"]],
  ["file.create", ["Create files", "grave"]],
  ["file.write", ["Write files", "grave"]],
];
const SCREEN: readonly (readonly [string, Entry])[] = [
  ["screen.snapshot", ["Take a picture of its screen", "grave"]],
  ["screen.record", ["Record its screen", "grave"]],
  ["desktop.stream", ["Watch its screen live", "grave"]],
  ["computer.act", ["Use its mouse and keyboard", "grave"]],
  ["mobile.ui.observe", ["Read what is on its screen", "grave"]],
  ["mobile.ui.act", ["Tap and type on its screen", "grave"]],
];
const BROWSER: readonly (readonly [string, Entry])[] = [
  ["browser.proxy", ["Use its browser, with whatever that is signed in to", "grave"]],
  ["browser.proxy.upload.v1", ["Upload files through its browser", "grave"]],
];
const CAMERA: readonly (readonly [string, Entry])[] = [
  ["camera.list", ["List its cameras"]],
  ["camera.snap", ["Take photos", "grave"]],
  ["camera.clip", ["Record videos", "grave"]],
  ["camera.ptz.status", ["Look up where its camera points"]],
  ["camera.ptz.control", ["Turn and zoom its camera", "grave"]],
  ["talk.ptt.start", ["Start to listen through its microphone", "grave"]],
  ["talk.ptt.stop", ["Stop listening"]],
  ["talk.ptt.cancel", ["Drop what was heard"]],
  ["talk.ptt.once", ["Listen once through its microphone", "grave"]],
];
const PERSONAL: readonly (readonly [string, Entry])[] = [
  ["location.get", ["Find out where it is", "grave"]],
  ["contacts.search", ["Search the contacts"]],
  ["contacts.add", ["Add contacts"]],
  ["calendar.events", ["Read the calendar"]],
  ["calendar.add", ["Add events to the calendar"]],
  ["reminders.list", ["Read the reminders"]],
  ["reminders.add", ["Add reminders"]],
  ["photos.latest", ["Look at the latest photos", "grave"]],
  ["callLog.search", ["Search the list of calls"]],
  ["sms.search", ["Read text messages", "grave"]],
  ["sms.send", ["Send text messages", "grave"]],
  ["notifications.list", ["Read its notifications", "grave"]],
  ["notifications.actions", ["Answer or dismiss its notifications"]],
  ["motion.activity", ["Find out how it is moved"]],
  ["motion.pedometer", ["Read the step counter"]],
  ["health.summary", ["Read health data", "grave"]],
];
const DEVICE: readonly (readonly [string, Entry])[] = [
  ["system.notify", ["Show a notification on it"]],
  ["device.info", ["Read its model and system"]],
  ["device.status", ["Read its battery, memory and network"]],
  ["device.permissions", ["Read what its system has allowed"]],
  ["device.health", ["Read how well it works"]],
  ["device.apps", ["List the apps on it"]],
  ["watch.status", ["Read the state of a connected watch"]],
  ["watch.notify", ["Show a notification on a connected watch"]],
  ["canvas.present", ["Show a page on it"]],
  ["canvas.navigate", ["Lead the shown page elsewhere"]],
  ["canvas.hide", ["Hide the shown page"]],
  ["canvas.eval", ["Run a script in the shown page"]],
  ["canvas.snapshot", ["Take a picture of the shown page"]],
  ["canvas.a2ui.push", ["Show a form on it"]],
  ["canvas.a2ui.pushJSONL", ["Show a form on it"]],
  ["canvas.a2ui.reset", ["Take the shown form away"]],
];

const BY_GROUP: readonly (readonly [CommandGroup, readonly (readonly [string, Entry])[]])[] = [
  ["Run programs", RUN],
  ["Read and write files", FILES],
  ["See and control the screen", SCREEN],
  ["Use its browser", BROWSER],
  ["Camera and voice", CAMERA],
  ["Personal data", PERSONAL],
  ["The device itself", DEVICE],
];

const COMMANDS: ReadonlyMap<string, Omit<CommandDescription, "value">> = new Map(
  BY_GROUP.flatMap(([group, entries]) =>
    entries.map(([command, [title, gravity]]) => ({ command, group, title, isGrave: gravity === "grave" })),
  ).map(({ command, group, title, isGrave }, rank) => [command, { group, title, isGrave, rank }] as const),
);

/** An unknown command counts as grave: nobody can say that it is harmless. */
const UNKNOWN = {
  title: "Unknown command",
  group: "Not known to this page",
  isGrave: true,
  rank: Infinity,
} as const satisfies Omit<CommandDescription, "value">;

/** Describes one command, also an unknown one. */
export function describeCommand(command: string): CommandDescription {
  const name = command.trim();
  return { value: safeText(name).plain, ...(COMMANDS.get(name) ?? UNKNOWN) };
}

/** Orders commands by what should be read first. */
export function byGravity(a: CommandDescription, b: CommandDescription): number {
  if (a.isGrave !== b.isGrave) return a.isGrave ? -1 : 1;
  return a.rank === b.rank ? 0 : a.rank - b.rank;
}

/** A harmless command with which a person can try whether a node works, and what to say about it. */
export interface Trial {
  readonly command: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly explanation: string;
}

const TRIALS: readonly Trial[] = [
  {
    command: "system.notify",
    params: { title: "Gatehouse", body: "This node works." },
    explanation: "It shows a notification on the node.",
  },
  {
    command: "device.info",
    params: {},
    explanation: "It asks the node for its model and system.",
  },
  {
    command: "system.which",
    params: { bins: ["sh", "cmd"] },
    explanation: "It asks the node where its shell is. Nothing is run.",
  },
];

/** How to try a node with these commands; null where it has none that is harmless. */
export function trialOf(commands: readonly string[]): Trial | null {
  return TRIALS.find(({ command }) => commands.includes(command)) ?? null;
}
