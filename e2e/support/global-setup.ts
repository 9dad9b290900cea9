import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { prepare } from "./prepare.ts";

/** Runs once before the tests, so that `npx playwright test` works on its own. */
export default async function setUp(): Promise<void> {
  await prepare((line) => console.log(line));
  if (!existsSync(fileURLToPath(new URL("../../dist/index.html", import.meta.url)))) {
    throw new Error("There is no built page. Run `npm run build` first; `npm test` does it all.");
  }
}
