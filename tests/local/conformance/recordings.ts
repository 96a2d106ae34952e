import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Conversations recorded with ARCA's test systems. They are not part of the repository: without them there is nothing to replay. */
const FOLDER = join(import.meta.dirname, "../../../../shared/arca/recordings");
export const present = existsSync(FOLDER);

export const SERVICES = ["wsaa", "wsfev1", "wsfexv1", "wscdc", "padron"] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface Exchange {
  readonly service: ServiceName;
  readonly name: string;
  readonly operation: string;
  readonly request: string;
  readonly response: string;
  readonly status: number;
  /** When ARCA answered. */
  readonly at: Date;
}

/** Those of one conversation in the order in which they took place. */
export interface Conversation {
  readonly name: string;
  readonly exchanges: readonly Exchange[];
}

export function conversationsOf(service: ServiceName): Conversation[] {
  const files = present ? readdirSync(join(FOLDER, service)).filter((file) => file.endsWith(".response.xml")) : [];
  const byName = Map.groupBy(files.toSorted(), (file) => file.split(".").slice(0, 2).join("."));
  return [...byName].map(([name, parts]) => ({ name, exchanges: parts.map((file) => exchangeIn(service, file)) }));
}

function exchangeIn(service: ServiceName, file: string): Exchange {
  const name = file.replace(/\.response\.xml$/, "");
  const read = (part: string): string => readFileSync(join(FOLDER, service, `${name}.${part}`), "utf8");
  const { status, response_headers } = JSON.parse(read("meta.json")) as { status: { code: number }; response_headers: { date: string } };
  const response = read("response.xml");
  const written = /<fecha>([^<]*)<\/fecha>/.exec(response)?.[1] ?? response_headers.date;
  const operation = name.split(".").at(-1) ?? "";
  return { service, name, operation, request: read("request.xml"), response, status: status.code, at: new Date(written) };
}
