// src is compiled without Node's types on purpose (it is browser code), so the one Node function is typed here.
interface ChildProcess {
  execFileSync: (file: string, options: { input: string; encoding: "utf8" }) => string;
}
function isChildProcess(value: unknown): value is ChildProcess {
  return typeof value === "object" && value !== null && "execFileSync" in value;
}
const moduleName: string = "node:child_process";
const childProcess: unknown = await import(moduleName);
if (!isChildProcess(childProcess)) throw new Error("no child processes");
const { execFileSync } = childProcess;

/** For tests: what a real POSIX shell writes when it runs `script`. */
export function runShell(script: string): string {
  return execFileSync("sh", { input: script, encoding: "utf8" });
}
