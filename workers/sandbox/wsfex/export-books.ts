import { fiscalDate, toArcaDate } from "../../../shared/dates.ts";
import type { Lane } from "../../arca/wsfe/detail.ts";
import { makeExportCae } from "../cae.ts";
import type { Export, ExportVerdict, RegisteredExport } from "../register.ts";
import { checkExport } from "./check-export.ts";
import { type ExportStore, openExportStore } from "./export-store.ts";

/** Comprobantes of export of one tenant. */
export class ExportBooks {
  readonly #storage: DurableObjectStorage;
  readonly #tenant: string;
  readonly #store: ExportStore;

  constructor(storage: DurableObjectStorage, tenant: string) {
    this.#storage = storage;
    this.#tenant = tenant;
    this.#store = openExportStore(storage);
  }

  /** An Id that was authorised is answered as then, whatever comes with it now. */
  authorize(cuit: string, request: Export, now: Date): ExportVerdict {
    return this.#storage.transactionSync(() => {
      const stored = /^\d{1,15}$/.test(request.Id) ? this.#store.byId(cuit, request.Id) : null;
      if (stored) return { status: "repeated", registered: stored };
      const today = fiscalDate(now);
      const date = request.Fecha_cbte ?? toArcaDate(today);
      const lane = { PtoVta: request.Punto_vta, CbteTipo: request.Cbte_Tipo };
      const error = checkExport(request, { before: this.#store.last(cuit, lane) ?? { number: 0, date: "" }, date, today });
      if (error) return { status: "rejected", error };
      return { status: "approved", registered: this.#record(cuit, { ...request, Fecha_cbte: date }, now) };
    });
  }

  find(cuit: string, lane: Lane, number: number): RegisteredExport | null {
    return this.#store.find(cuit, lane, number);
  }

  last(cuit: string, lane: Lane): { number: number; date: string } | null {
    return this.#store.last(cuit, lane);
  }

  lastId(cuit: string): string {
    return this.#store.lastId(cuit);
  }

  /** A CAE of export may be used until the date of the comprobante itself. */
  #record(cuit: string, request: Export & { Fecha_cbte: string }, now: Date): RegisteredExport {
    const today = fiscalDate(now);
    const cae = makeExportCae(today, this.#tenant, this.#store.count() + 1);
    const registered = { request, cae, caeExpiresOn: request.Fecha_cbte, processedOn: toArcaDate(today) };
    this.#store.add(cuit, registered, request.Fecha_cbte);
    return registered;
  }
}
