import type { Page } from "@playwright/test";

/** What the page keeps in IndexedDB, as its documentation says where. */
async function readStore(page: Page, store: string): Promise<readonly unknown[]> {
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

/** This browser's key, as `{ privateKey: { extractable, … } }`. */
export async function storedIdentity(page: Page): Promise<unknown> {
  return (await readStore(page, "identity"))[0];
}

/** The device tokens that gateways gave this browser. */
export async function storedDeviceTokens(page: Page): Promise<readonly string[]> {
  const entries = await readStore(page, "device-tokens");
  return entries.flatMap((entry) =>
    typeof entry === "object" && entry !== null && "token" in entry ? [String(entry.token)] : [],
  );
}

/** Everything in the storages that outlive the tab, as one text. */
export async function rememberedText(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(localStorage) + document.cookie);
}

/** This browser's own record of all gateways, as one text. */
export async function storedActivity(page: Page): Promise<string> {
  return JSON.stringify(await readStore(page, "activity"));
}
