import type { Page } from "@playwright/test";

/** A page of Playwright, or a tab of a browser that it does not drive. */
interface Evaluates {
  evaluate: <Result, Argument>(
    pageFunction: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ) => Promise<Result>;
}

/** What the page keeps in IndexedDB, as its documentation says where. */
async function readStore(page: Evaluates, store: string): Promise<readonly unknown[]> {
  return page.evaluate(
    (name) =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open("gatehouse");
        opening.addEventListener("error", () => reject(new Error("IndexedDB cannot be opened")));
        opening.addEventListener("success", () => {
          const database = opening.result;
          const reading = database.transaction(name).objectStore(name).getAll();
          reading.addEventListener("success", () => {
            database.close();
            // Keys cannot be handed to the test: what is of interest about them is told instead.
            const plain: unknown = JSON.parse(
              JSON.stringify(reading.result, (_key, value: unknown) =>
                value instanceof CryptoKey
                  ? { extractable: value.extractable, algorithm: value.algorithm.name, type: value.type }
                  : value,
              ),
            );
            resolve(Array.isArray(plain) ? plain : []);
          });
        });
      }),
    store,
  );
}

/** Changes what a store of the page holds: every entry by `change`, and `added` on top. */
async function changeStore(
  page: Page,
  store: string,
  { change = {}, added = [] }: { readonly change?: object; readonly added?: readonly object[] },
): Promise<void> {
  await page.evaluate(
    ([name, merged, entries]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("gatehouse");
        opening.addEventListener("error", () => reject(new Error("IndexedDB cannot be opened")));
        opening.addEventListener("success", () => {
          const transaction = opening.result.transaction(name, "readwrite");
          const objects = transaction.objectStore(name);
          const walking = objects.openCursor();
          walking.addEventListener("success", () => {
            const cursor = walking.result;
            if (cursor) {
              cursor.update({ ...cursor.value, ...merged });
              cursor.continue();
              return;
            }
            for (const entry of entries) objects.add(entry);
          });
          transaction.addEventListener("complete", () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    [store, change, added] as const,
  );
}

/** Has this browser ask for rights that its device tokens do not cover, as an older copy of its storage would. */
export async function widenStoredScopes(page: Page, scopes: readonly string[]): Promise<void> {
  await changeStore(page, "device-tokens", { change: { scopes } });
}

/** Adds entries to the record of a gateway. */
export async function addActivity(
  page: Page,
  entries: readonly { readonly gateway: string; readonly kind: string; readonly atMs: number }[],
): Promise<void> {
  await changeStore(page, "activity", { added: entries });
}

/** This browser's key, as `{ privateKey: { extractable, … } }`. */
export async function storedIdentity(page: Evaluates): Promise<unknown> {
  return (await readStore(page, "identity"))[0];
}

/** The device tokens that gateways gave this browser. */
export async function storedDeviceTokens(page: Evaluates): Promise<readonly string[]> {
  const entries = await readStore(page, "device-tokens");
  return entries.flatMap((entry) =>
    typeof entry === "object" && entry !== null && "token" in entry ? [String(entry.token)] : [],
  );
}

/** Everything in the storages that outlive the tab, as one text. */
export async function rememberedText(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(localStorage) + document.cookie);
}

/** This browser's own record of all gateways. */
export async function storedActivityEntries(page: Page): Promise<readonly unknown[]> {
  return readStore(page, "activity");
}

/** The same as one text. */
export async function storedActivity(page: Page): Promise<string> {
  return JSON.stringify(await storedActivityEntries(page));
}
