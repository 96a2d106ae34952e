/** The only place that speaks HTTP with ARCA. What comes back is either the element of the answer, or an ArcaError. */
import { child, textOf, tryParseXml, type XmlElement } from "../platform/xml.ts";
import { ArcaError, isArcaError } from "./errors.ts";
import { certaintyOfFault, failureOfStatus, failureOfThrown } from "./failure.ts";

/** Like `fetch`: the network, or a handler in process. */
export type Send = (request: Request) => Promise<Response>;

export interface SoapCall {
  readonly send: Send;
  readonly url: string;
  /** Value of SOAPAction. */
  readonly action: string;
  /** For errors and logs. */
  readonly operation: string;
  /** XML of the child of soap:Body. */
  readonly body: string;
  readonly timeoutMs: number;
}

const MAX_BYTES = 5 * 1024 * 1024;

/**
 * Posts a SOAP 1.1 envelope.
 *
 * @returns the first child of the answer's Body
 * @throws ArcaError
 */
export async function callSoap(call: SoapCall): Promise<XmlElement> {
  const { status, text } = await exchange(call);
  const body = bodyOf(text);
  const answer = body?.children.at(0);
  if (!answer) throw new ArcaError({ ...failureOfStatus(status), operation: call.operation, detail: `HTTP ${status} without a SOAP body` });
  if (answer.name === "Fault") throw faultError(call.operation, answer);
  if (status !== 200) throw new ArcaError({ ...failureOfStatus(status), operation: call.operation, detail: `HTTP ${status}` });
  return answer;
}

/**
 * The time limit holds for the whole exchange, and for a handler in process that does not look at the signal. A timer of our own,
 * not `AbortSignal.timeout`: one that nobody can clear would keep a Durable Object from resting for its whole length.
 */
async function exchange({ send, url, action, operation, body, timeoutMs }: SoapCall): Promise<{ status: number; text: string }> {
  const deadline = new AbortController();
  const { signal } = deadline;
  const timer = setTimeout(() => deadline.abort(new DOMException(`no answer in ${timeoutMs} ms`, "TimeoutError")), timeoutMs);
  const request = new Request(url, {
    method: "POST",
    headers: { "content-type": "text/xml; charset=utf-8", soapaction: `"${action}"` },
    body: envelope(body),
    redirect: "manual",
    signal,
  });
  try {
    return await Promise.race([whenAborted(signal), send(request).then((response) => read(response, operation))]);
  } catch (error) {
    if (isArcaError(error)) throw error;
    throw new ArcaError({ ...failureOfThrown(signal.aborted ? signal.reason : error), operation, cause: error });
  } finally {
    clearTimeout(timer);
  }
}

const envelope = (body: string): string =>
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
  `<soap:Body>${body}</soap:Body></soap:Envelope>`;

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });

/** At once where the answer says that it is short enough: piece by piece it would wait for its turn in a busy object many times. */
async function read(response: Response, operation: string): Promise<{ status: number; text: string }> {
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  if (length <= MAX_BYTES && !response.headers.has("content-encoding")) return { status: response.status, text: await response.text() };
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new ArcaError({ code: "malformed_answer", certainty: "unknown", operation, detail: "more than 5 MiB" });
    text += decoder.decode(chunk, { stream: true });
  }
  return { status: response.status, text: text + decoder.decode() };
}

function bodyOf(text: string): XmlElement | undefined {
  const root = tryParseXml(text);
  return root?.name === "Envelope" ? child(root, "Body") : undefined;
}

function faultError(operation: string, fault: XmlElement): ArcaError {
  const code = (textOf(fault, "faultcode") ?? textOf(child(fault, "Code"), "Value") ?? "").replace(/^[^:]*:/, "");
  const text = textOf(fault, "faultstring") ?? textOf(child(fault, "Reason"), "Text") ?? "";
  return new ArcaError({ code: "soap_fault", certainty: certaintyOfFault(code), operation, fault: { code, text } });
}
