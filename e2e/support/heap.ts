import type { CDPSession, Page } from "@playwright/test";
import { z } from "zod";

async function collectGarbage(devtools: CDPSession): Promise<void> {
  // What the first one frees may keep other things alive until the second.
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
}

/** The size of JavaScript's heap after a collection, in bytes. */
export async function heapSize(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await collectGarbage(devtools);
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  await devtools.detach();
  return usedSize;
}

/** All that is on the heap, as Chromium's developer tools save it. */
export async function heapSnapshot(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  await collectGarbage(devtools);
  const chunks: string[] = [];
  devtools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await devtools.detach();
  return chunks.join("");
}

const snapshotParts = z.object({
  snapshot: z.object({
    meta: z.object({
      node_fields: z.array(z.string()),
      node_types: z.tuple([z.array(z.string())], z.unknown()),
    }),
  }),
  nodes: z.array(z.number()),
});

/**
 * How much of a snapshot is code that the engine has compiled, in bytes. It grows for minutes, with what runs often,
 * whatever the page keeps.
 */
export function compiledCode(snapshot: string): number {
  const { snapshot: described, nodes } = snapshotParts.parse(JSON.parse(snapshot));
  const { node_fields: fields, node_types: types } = described.meta;
  const code = types[0].indexOf("code");
  const typeAt = fields.indexOf("type");
  const sizeAt = fields.indexOf("self_size");
  let bytes = 0;
  for (let start = 0; start < nodes.length; start += fields.length)
    if (nodes[start + typeAt] === code) bytes += nodes[start + sizeAt] ?? 0;
  return bytes;
}
