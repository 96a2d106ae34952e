import type { XmlElement } from "../../platform/xml.ts";
import type { Register } from "../register.ts";

/** What an operation is called with. */
interface Call {
  /** Its element in the Body; a client without arguments may leave it out. */
  readonly request: XmlElement | undefined;
  readonly now: Date;
}

interface AuthenticatedCall extends Call {
  /** 11 digits. */
  readonly cuit: string;
  /** What the tenant's sandbox remembers. */
  readonly register: Register;
}

/** An operation of WSFEv1. What it returns is the inner XML of its result; business errors are part of it, with HTTP 200. */
export type Operation =
  | { readonly open: true; readonly run: (call: Call) => string }
  | {
      readonly open: false;
      readonly run: (call: AuthenticatedCall) => Promise<string>;
      /** What stands before Errors in the result when the ticket is refused. */
      readonly refusedWith?: string;
    };
