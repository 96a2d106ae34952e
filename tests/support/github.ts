import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

const LIST = "/meta/public_keys/secret_scanning";
const pem = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();

/**
 * GitHub, as far as it reports secrets: it publishes its keys, in its own form, and has each test sign by
 * `POST /sign?key=<identifier>`, whose body is what is signed. Of its keys `published` and `earlier` stand in the list; `secret` does
 * not; `edwards` is of another kind.
 */
export function github() {
  const curve = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });
  const keys = {
    published: curve("P-256"),
    earlier: curve("P-256"),
    secret: curve("P-256"),
    larger: curve("P-384"),
    edwards: generateKeyPairSync("ed25519"),
  };
  const list = (["published", "earlier", "larger", "edwards"] as const).map((name) => ({
    key_identifier: name,
    key: pem(keys[name].publicKey),
    is_current: name === "published",
  }));
  let asked = 0;

  return (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (pathname === LIST) {
      asked++;
      response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify({ public_keys: list }));
    } else if (pathname === "/asked") {
      response.end(String(asked));
    } else if (pathname === "/sign") {
      const name = searchParams.get("key") as keyof typeof keys;
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      const { privateKey } = keys[name];
      const hash = name === "edwards" ? null : "sha256";
      request.on("end", () => response.end(sign(hash, Buffer.concat(chunks), privateKey).toString("base64")));
    } else {
      response.writeHead(404).end();
    }
  };
}
