import type { XmlElement } from "../../platform/xml.ts";
import { ArcaError, type ArcaErrorCode, isArcaError } from "../errors.ts";
import { type Reader, reader } from "../read.ts";
import { callSoap, type Send } from "../soap.ts";
import { tag } from "./detail-xml.ts";

const NAMESPACE = "http://ar.gov.afip.dif.FEV1/";

/** Token and sign of a ticket for the service `wsfe`. */
export interface WsfeAuth {
  readonly token: string;
  readonly sign: string;
}

/** One call that ended: how long it took, and its outcome. */
export interface CallReport {
  readonly operation: string;
  readonly ms: number;
  readonly outcome: "ok" | ArcaErrorCode | "failed";
}

export interface WsfeOptions {
  readonly endpoint: string;
  readonly send: Send;
  readonly timeoutMs: number;
  /** Asked before each call; what it throws is thrown. */
  readonly auth: () => Promise<WsfeAuth>;
  /** The issuer's: 11 digits. */
  readonly cuit: string;
  /** Milliseconds. */
  readonly now?: () => number;
  readonly onCall?: (report: CallReport) => void;
}

/** How an operation is called: name, whether it wants Auth, and what comes after it, in the order of the WSDL. */
export interface WsfeRequest<T> {
  readonly operation: string;
  readonly parameters: string;
  readonly auth: boolean;
  readonly parse: (result: Reader) => T;
}

/** Calls operations of WSFEv1. Parsing is part of the call: an answer that cannot be read is a failed one in the report too. */
export function openApi(options: WsfeOptions): <T>(request: WsfeRequest<T>) => Promise<T> {
  const { now = Date.now, onCall = () => undefined } = options;
  return async ({ operation, parameters, auth, parse }) => {
    const body = `<${operation} xmlns="${NAMESPACE}">${auth ? authXml(await options.auth(), options.cuit) : ""}${parameters}</${operation}>`;
    const started = now();
    let outcome: CallReport["outcome"] = "failed";
    try {
      const { send, endpoint: url, timeoutMs } = options;
      const answer = await callSoap({ send, url, action: NAMESPACE + operation, operation, body, timeoutMs });
      const parsed = parse(resultOf(operation, answer));
      outcome = "ok";
      return parsed;
    } catch (error) {
      if (isArcaError(error)) outcome = error.code;
      throw error;
    } finally {
      onCall({ operation, ms: now() - started, outcome });
    }
  };
}

const authXml = ({ token, sign }: WsfeAuth, cuit: string): string =>
  `<Auth>${tag("Token", token)}${tag("Sign", sign)}${tag("Cuit", cuit)}</Auth>`;

function resultOf(operation: string, answer: XmlElement): Reader {
  const name = `${operation}Response`;
  if (answer.name !== name)
    throw new ArcaError({ code: "unexpected_answer", certainty: "unknown", operation, detail: `${name} is missing` });
  return reader(operation, answer).element(`${operation}Result`);
}
