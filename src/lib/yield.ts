/**
 * Lets the page paint and handle input during long work. No timer: in hidden pages timers wait for a second, and after
 * five in a row each waits for 4 ms.
 */
function yieldToPage(): Promise<void> {
  return "scheduler" in globalThis && "yield" in scheduler ? scheduler.yield() : nextMessage();
}

/** For browsers without `scheduler.yield`. */
function nextMessage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** Calls `act` with each of `items`, and yields to the page after every `size` of them. */
export async function forEachInSlices<T>(
  items: readonly T[],
  size: number,
  act: (item: T) => void,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % size === 0) await yieldToPage();
    act(item);
  }
}
