import { DurableObject } from "cloudflare:workers";
import type { ComprobanteDetail, Lane } from "../arca/wsfe/detail.ts";
import { Books } from "./books.ts";
import type { Registered, Verdict } from "./register.ts";

/** One tenant's sandbox; the tenant is the name of the object. A shell: what it does is in `books.ts`. */
export class Sandbox extends DurableObject<Env> {
  readonly #books = new Books(this.ctx.storage, this.ctx.id.name ?? "");

  lastAuthorized(cuit: string, lane: Lane): number {
    return this.#books.lastAuthorized(cuit, lane);
  }

  /** @param now milliseconds since 1970 */
  authorize(cuit: string, lane: Lane, details: ComprobanteDetail[], now: number): Verdict[] {
    return this.#books.authorize(cuit, lane, details, new Date(now));
  }

  consult(cuit: string, lane: Lane, number: number): Registered | null {
    return this.#books.consult(cuit, lane, number);
  }
}
