import { constanciaService, padronA13Service, wscdcService, wsfeService, wsfexService } from "../../arca/schema/index.ts";
import { LOGIN } from "./fault.ts";

const SERVICES = [wsfeService, wsfexService, wscdcService, constanciaService, padronA13Service];

/** Names by which faults can be asked for. */
const OPERATIONS: ReadonlySet<string> = new Set(["*", LOGIN, ...SERVICES.flatMap(({ operations }) => [...operations.keys()])]);

export const isOperation = (name: string): boolean => OPERATIONS.has(name);
