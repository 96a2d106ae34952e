import { DurableObject } from "cloudflare:workers";
import type { ArcaMessage, ComprobanteDetail, Lane } from "../arca/wsfe/detail.ts";
import { log } from "../platform/log.ts";
import { Books } from "./books.ts";
import type { Fortnight } from "./caea/fortnight.ts";
import { type ClockMove, type ClockState, moveClock, realTime } from "./clock/clock.ts";
import { ControlDesk, type Visit, type Visitor } from "./control/desk.ts";
import type { LateRequest } from "./control/store.ts";
import type { FaultPlan } from "./faults/fault.ts";
import { answerSandbox } from "./handle-sandbox.ts";
import { openRelations, type Relation } from "./relations/store.ts";
import { represented } from "./relations/represented.ts";
import type { Caea, Export, ExportVerdict, Informed, InformedVerdict, Registered, RegisteredExport, Unused, Verdict } from "./register.ts";

/** One tenant's sandbox; the tenant is the name of the object. A shell: what it does is in `books.ts` and `control/`. */
export class Sandbox extends DurableObject<Env> {
  #books = this.#openBooks();
  #desk = new ControlDesk(this.ctx.storage);
  #relations = openRelations(this.ctx.storage);

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

  pointsOfSale(cuit: string): number[] {
    return this.#books.pointsOfSale(cuit);
  }

  grantCaea(cuit: string, fortnight: Fortnight, now: number): Caea | null {
    return this.#books.caea.grant(cuit, fortnight, new Date(now));
  }

  findCaea(cuit: string, fortnight: Fortnight): Caea | null {
    return this.#books.caea.find(cuit, fortnight);
  }

  inform(cuit: string, lane: Lane, informed: Informed[], now: number): InformedVerdict[] {
    return this.#books.inform(cuit, lane, informed, new Date(now));
  }

  informUnused(cuit: string, PtoVta: number, CAEA: string, now: number): ArcaMessage[] {
    return this.#books.caea.informUnused(cuit, PtoVta, CAEA, new Date(now));
  }

  findUnused(cuit: string, CAEA: string, PtoVta: number): Unused[] | ArcaMessage {
    return this.#books.caea.findUnused(cuit, CAEA, PtoVta);
  }

  authorizeExport(cuit: string, request: Export, now: number): ExportVerdict {
    return this.#books.exports.authorize(cuit, request, new Date(now));
  }

  findExport(cuit: string, lane: Lane, number: number): RegisteredExport | null {
    return this.#books.exports.find(cuit, lane, number);
  }

  lastExport(cuit: string, lane: Lane): { number: number; date: string } | null {
    return this.#books.exports.last(cuit, lane);
  }

  lastExportId(cuit: string): string {
    return this.#books.exports.lastId(cuit);
  }

  visit(visitor: Visitor): Visit {
    return this.#desk.visit(visitor);
  }

  /** @param now milliseconds since 1970, by the tenant's clock. @returns false where the last login is too recent */
  logIn(certificate: string, service: string, now: number): boolean {
    return this.#desk.logIn(certificate, service, now);
  }

  /** The CUITs for which certificates of that one may act. */
  represented(holder: string): string[] {
    return represented(holder, this.#relations.of(holder));
  }

  relations(): Relation[] {
    return this.#relations.all();
  }

  /** @returns all of them; null where there are too many already */
  relate(relation: Relation): Relation[] | null {
    return this.#relations.add(relation) ? this.#relations.all() : null;
  }

  unrelateAll(): void {
    this.#relations.clear();
  }

  faultPlan(): FaultPlan {
    return this.#desk.plan();
  }

  setFaultPlan(plan: FaultPlan): void {
    this.#desk.setPlan(plan);
  }

  clock(): ClockState {
    return this.#desk.clock();
  }

  /** @param now milliseconds since 1970, by the real clock */
  moveClock(move: ClockMove, now: number): ClockState {
    const moved = moveClock(this.#desk.clock(), move, now);
    this.#desk.setClock(moved);
    return moved;
  }

  /** Has a request handled at its time, whatever happens to this object in between. */
  async postpone(request: LateRequest): Promise<void> {
    this.#desk.postpone(request);
    await this.#wakeForNext();
  }

  /** Forgets all. @returns the real time, as a clock that is newer than the one before */
  async reset(now: number): Promise<ClockState> {
    const clock = realTime(this.#desk.clock(), now);
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.#books = this.#openBooks();
    this.#desk = new ControlDesk(this.ctx.storage);
    this.#relations = openRelations(this.ctx.storage);
    return clock;
  }

  /** Each is taken out before it is handled: one that ends in an error was lost on the way, as at ARCA. */
  override async alarm(): Promise<void> {
    const due = this.#desk.takeDue(Date.now());
    await this.#wakeForNext();
    for (const { url, headers, body } of due) {
      const request = new Request(url, { method: "POST", headers: headers.map(([name, value]): [string, string] => [name, value]), body });
      await answerSandbox(request, this.env, new Date(), { isLate: true }).catch((error: unknown) =>
        log("warn", "late_request.apply.failed", { error }),
      );
    }
  }

  async #wakeForNext(): Promise<void> {
    const next = this.#desk.nextDue();
    if (next !== undefined) await this.ctx.storage.setAlarm(next);
  }

  #openBooks(): Books {
    return new Books(this.ctx.storage, this.ctx.id.name ?? "");
  }
}
