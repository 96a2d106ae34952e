import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isArcaError } from "../../../workers/arca/index.ts";
import { parseXml, type XmlElement } from "../../../workers/platform/xml.ts";

/** Pairs recorded against ARCA's test systems. They are not part of the repository: without them there is nothing to check. */
const FOLDER = join(import.meta.dirname, "../../../../shared/arca/recordings");
export const recorded = existsSync(FOLDER);
if (!recorded) console.log("skipped: no recordings of ARCA's answers beside the repository");

export interface Recording {
  readonly name: string;
  readonly operation: string;
  readonly request: XmlElement;
  readonly response: XmlElement;
  readonly send: () => Promise<Response>;
}

/** @param operation left out: all */
export function recordings(service: string, operation = "[A-Za-z_]+"): Recording[] {
  const folder = join(FOLDER, service);
  const wanted = new RegExp(`\\.(${operation})\\.response\\.xml$`);
  const files = recorded ? readdirSync(folder).filter((name) => wanted.test(name)) : [];
  return files.map((file) => {
    const name = file.replace(/\.response\.xml$/, "");
    const read = (part: string): string => readFileSync(join(folder, `${name}.${part}`), "utf8");
    const { status } = JSON.parse(read("meta.json")) as { status: { code: number } };
    const body = read("response.xml");
    const send = async () => new Response(body, { status: status.code });
    return { name, operation: wanted.exec(file)?.[1] ?? "", request: parseXml(read("request.xml")), response: parseXml(body), send };
  });
}

/** Options of a client that gets the recorded answer, whatever it asks. */
export const replaying = ({ send }: Recording) => ({
  endpoint: "https://arca.example/",
  send,
  timeoutMs: 5_000,
  auth: async () => ({ token: "t", sign: "s" }),
  cuit: "20267565393",
});

/** Elements of that name, wherever they are. */
export const all = (at: XmlElement, name: string): XmlElement[] => [
  ...(at.name === name ? [at] : []),
  ...at.children.flatMap((child) => all(child, name)),
];
export const numbers = (at: XmlElement, name: string): number[] => all(at, name).map(({ text }) => Number(text));
export const number = (at: XmlElement, name: string): number => numbers(at, name)[0] ?? Number.NaN;
export const text = (at: XmlElement, name: string): string => all(at, name)[0]?.text ?? "";

/** What a call brought: its value, or the codes of ARCA's errors. */
export const outcome = <T>(call: Promise<T>): Promise<T | number[]> =>
  call.catch((error: unknown) => {
    if (isArcaError(error) && error.code === "arca_errors") return error.arcaErrors.map(({ code }) => code);
    throw error;
  });
