import { once } from "node:events";
import { createServer } from "node:net";
import { SandboxError } from "./errors.ts";

/** Listens on the port for a moment; 0 lets the system choose. Returns the port, rejects if it cannot be had. */
async function tryPort(port: number): Promise<number> {
  const server = createServer();
  server.listen({ port, host: "127.0.0.1", exclusive: true });
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : port;
}

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  return tryPort(0);
}

/** Rejects with one clear line if something already listens on this port of 127.0.0.1. */
export async function assertPortFree(port: number): Promise<void> {
  try {
    await tryPort(port);
  } catch (error) {
    throw new SandboxError(`Port ${port} on 127.0.0.1 is taken; choose another one.`, { cause: error });
  }
}
