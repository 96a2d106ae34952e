import { child, type XmlElement } from "../platform/xml.ts";
import { ArcaError } from "./errors.ts";
import type { Definition, OperationName, RequestValue, ResultValue, Service } from "./schema/index.ts";
import { callSoap, type Send } from "./soap.ts";
import { type Timing, timed } from "./timed.ts";
import { strict, unexpected } from "./trust.ts";
import type { ArcaMessage } from "./wsfe/detail.ts";

/** Token and sign of a ticket for the service that is called. */
export interface ArcaAuth {
  readonly token: string;
  readonly sign: string;
}

export interface CallerOptions extends Timing {
  readonly endpoint: string;
  readonly send: Send;
  readonly timeoutMs: number;
  /** Asked before each call; what it throws is thrown. */
  readonly auth: () => Promise<ArcaAuth>;
  /** On whose behalf: 11 digits. */
  readonly cuit: string;
  /**
   * Asked before each call, and before the ticket; what it throws is thrown. Not before the service's Dummy, by which one finds
   * out whether it is back.
   */
  readonly gate?: () => Promise<void>;
}

/** How ASP.NET's services take the ticket. */
interface AuthValue {
  readonly Token: string;
  readonly Sign: string;
  readonly Cuit: string;
}

type Request<D extends Definition, N extends OperationName<D>> = RequestValue<D, N> | ((auth: AuthValue) => RequestValue<D, N>);

export interface Caller<D extends Definition> {
  /**
   * Calls an operation, and makes something of its result. Both are part of the call: an answer that cannot be used is a failed
   * one in the report too.
   *
   * @throws ArcaError
   */
  readonly call: Call<D>;
  /** The same for what only reads: ARCA's own errors are thrown, as `arca_errors` with certainty `not_sent`. */
  readonly ask: Call<D>;
}

type Call<D extends Definition> = <N extends OperationName<D>, T>(
  name: N,
  request: Request<D, N>,
  use: (result: ResultValue<D, N>) => T,
) => Promise<T>;

/** @param errorsIn ARCA's own errors in the element of a result, looked at before anything else of it */
export function openCaller<D extends Definition>(
  service: Service<D>,
  options: CallerOptions,
  errorsIn: (operation: string, result: XmlElement) => readonly ArcaMessage[],
): Caller<D> {
  const exchange = async <N extends OperationName<D>>(name: N, request: Request<D, N>, use: (answer: XmlElement) => unknown) => {
    const value = typeof request === "function" ? request(await dotNetAuth(options)) : request;
    return timed(options, name, async () => {
      const { send, endpoint: url, timeoutMs } = options;
      const action = service.operations.get(name)?.soapAction ?? "";
      const answer = await callSoap({ send, url, action, operation: name, body: service.writeRequest(name, value), timeoutMs });
      if (answer.name !== `${name}Response`) unexpected(name, `${name}Response`, "is missing");
      return use(answer);
    });
  };
  const read = <N extends OperationName<D>>(name: N, answer: XmlElement): ResultValue<D, N> =>
    service.readResponse(name, answer, strict(name)) ?? unexpected(name, `${name}Response`, "is empty");
  return {
    call: (name, request, use) => exchange(name, request, (answer) => use(read(name, answer))) as Promise<never>,
    ask: (name, request, use) =>
      exchange(name, request, (answer) => {
        throwErrors(name, errorsIn, child(answer, service.operations.get(name)?.result.name ?? ""));
        return use(read(name, answer));
      }) as Promise<never>,
  };
}

/** How Java's services take the ticket. */
export async function javaAuth(options: CallerOptions): Promise<{ token: string; sign: string; cuitRepresentada: string }> {
  const { token, sign } = await admitted(options);
  return { token, sign, cuitRepresentada: options.cuit };
}

async function dotNetAuth(options: CallerOptions): Promise<AuthValue> {
  const { token, sign } = await admitted(options);
  return { Token: token, Sign: sign, Cuit: options.cuit };
}

async function admitted({ auth, gate }: CallerOptions): Promise<ArcaAuth> {
  await gate?.();
  return auth();
}

function throwErrors(
  operation: string,
  errorsIn: (operation: string, result: XmlElement) => readonly ArcaMessage[],
  result: XmlElement | undefined,
): void {
  const arcaErrors = result ? errorsIn(operation, result) : [];
  if (arcaErrors.length > 0) throw new ArcaError({ code: "arca_errors", certainty: "not_sent", operation, arcaErrors });
}
