import { execFileSync } from "node:child_process";

/**
 * The words of a command as a real POSIX shell hands them to the program that it names, without the program itself.
 * Nothing is run: `program` stands for a function that prints what it is given.
 */
export function wordsOf(command: string, program: "openclaw" | "docker" = "openclaw"): readonly string[] {
  if (!command.startsWith(`${program} `)) throw new Error(`Not a command of ${program}: ${command}`);
  const script = `${program}() { printf '%s\\0' "$@"; }\n${command}\n`;
  return execFileSync("sh", { input: script, encoding: "utf8" }).split("\0").slice(0, -1);
}
