import type { ArcaMessage } from "../arca/wsfe/detail.ts";
import type { SandboxEnv } from "./sandbox-env.ts";

/** What a handler is told of a request beside itself. */
export interface Treatment {
  /** To be answered with this error, in the form that the service gives to a refused ticket, and not to be applied. */
  readonly refusal?: ArcaMessage;
  /** Whose sandbox it is, where the caller in process knows and the request may not say. */
  readonly tenant?: string;
  /** Nobody hears the answer any more; no fault happens to it again. */
  readonly isLate?: true;
}

/**
 * One of ARCA's services, over HTTP.
 *
 * @param now by the tenant's clock where the tenant is known, else by the real one
 */
export type Handler = (request: Request, env: SandboxEnv, now: Date, treatment?: Treatment) => Promise<Response>;
