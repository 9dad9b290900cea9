import { expect } from "@playwright/test";
import {
  clicking,
  pressingControl,
  typing,
  type DrivenTab,
  type ElementReference,
  type Role,
} from "./driver.ts";

/** An element may go while the browser is asked about it: then all is tried again. */
const PATIENCE = { timeout: 15_000, intervals: [50, 100, 250] };

/**
 * Scrolls to an element, waits until it stays where it is, and notes whether the pointer is pressed on it: a menu opens
 * then, and gets the rest of the click.
 */
const AIM = `async (element) => {
  element.scrollIntoView({ block: "center" });
  const place = () => JSON.stringify(element.getBoundingClientRect());
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let before = null; before !== place(); ) {
    before = place();
    await nextFrame();
    await nextFrame();
  }
  window.wasHit = false;
  element.addEventListener("pointerdown", () => (window.wasHit = true), { once: true, capture: true });
  return "";
}`;
const WAS_HIT = "() => String(window.wasHit)";

/** The steps of a test in a tab of any browser. What they need may come a moment later. */
export class Tab {
  readonly #driven: DrivenTab;

  constructor(driven: DrivenTab) {
    this.#driven = driven;
  }

  goTo(url: string): Promise<void> {
    return this.#driven.goTo(url);
  }

  reload(): Promise<void> {
    return this.#driven.reload();
  }

  /** Waits for the one element of this role and name. */
  async see(role: Role, name: string): Promise<void> {
    await expect(async () => void (await this.#find(role, name))).toPass(PATIENCE);
  }

  async click(role: Role, name: string): Promise<void> {
    await expect(async () => {
      const element = await this.#find(role, name);
      await this.#driven.call(AIM, [element]);
      await this.#driven.perform([clicking(this.#driven.middleOf(element))]);
      // A page that is still loading may move it away.
      expect(await this.#driven.call(WAS_HIT), `the click hit the ${role} "${name}"`).toBe("true");
    }).toPass(PATIENCE);
  }

  /** Replaces what a field holds. */
  async fill(role: Role, name: string, text: string): Promise<void> {
    await this.click(role, name);
    await this.#driven.perform([pressingControl("a")]);
    await this.#driven.perform([typing(text)]);
  }

  async paste(role: Role, name: string): Promise<void> {
    await this.click(role, name);
    await this.#driven.perform([pressingControl("v")]);
  }

  /** Calls the function in the page. Arguments and result go there and back as JSON. */
  async evaluate<Result, Argument>(
    pageFunction: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    const text = await this.#driven.call(
      `async () => JSON.stringify((await (${pageFunction.toString()})(${JSON.stringify(argument)})) ?? null)`,
    );
    // oxlint-disable-next-line typescript/no-unsafe-return -- as JSON gives it
    return JSON.parse(text);
  }

  /** Waits until an element shows the text. */
  async seeText(selector: string, text: string | RegExp): Promise<void> {
    const shown = (where: string) => document.querySelector<HTMLElement>(where)?.innerText ?? "";
    const expected = expect.poll(() => this.evaluate(shown, selector), PATIENCE);
    await (typeof text === "string" ? expected.toContain(text) : expected.toMatch(text));
  }

  async #find(role: Role, name: string): Promise<ElementReference> {
    const [element, ...others] = await this.#driven.find(role, name);
    expect(others, `more than one ${role} with the name "${name}"`).toEqual([]);
    if (!element) throw new Error(`There is no ${role} with the name "${name}"`);
    return element;
  }
}
