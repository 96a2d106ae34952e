import { type AddressInfo, createServer } from "node:net";
import { Refusal } from "./refusal.ts";

/** One that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @throws {Refusal} when someone listens on the port, or may not */
export async function refuseBusyPort(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") throw new Refusal(`Port ${port} is in use by another program. PORT=8788 npm start takes another one.`);
    throw new Refusal(`Port ${port} cannot be used: ${error.message}`);
  });
  await new Promise((resolve) => server.close(resolve));
}
