import { createServer } from "node:net";
import { Refusal } from "./refusal.ts";

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
