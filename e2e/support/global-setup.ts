import { existsSync } from "node:fs";
import { prepare } from "./prepare.ts";

/** @throws Error when there is no page to test */
export function assertBuilt(): void {
  const built = ["dist/index.html", "bin/plugin.js"].map((file) => new URL(`../../${file}`, import.meta.url));
  if (!built.every((file) => existsSync(file))) {
    throw new Error("There is no built page or package. Run `npm run build` first; `npm test` does it all.");
  }
}

/** Runs once before the tests, so that `npx playwright test` works on its own. */
export default async function setUp(): Promise<void> {
  await prepare((line) => console.log(line));
  assertBuilt();
}
