import type { Operation } from "./operation.ts";
import { feCompConsultar } from "./operations/fe-comp-consultar.ts";
import { feCompUltimoAutorizado } from "./operations/fe-comp-ultimo-autorizado.ts";
import { feDummy } from "./operations/fe-dummy.ts";
import { fecaeSolicitar } from "./operations/fecae-solicitar.ts";

/** By name, as SOAPAction and the Body have it. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["FECAESolicitar", fecaeSolicitar],
  ["FECompConsultar", feCompConsultar],
  ["FECompUltimoAutorizado", feCompUltimoAutorizado],
  ["FEDummy", feDummy],
]);
