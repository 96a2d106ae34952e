/**
 * One table of ARCA's types for all who speak its language: the client, the sandbox, the sandbox's WSDL. Source: ARCA's WSDLs of
 * WSFEv1, WSFEXv1, WSCDC, constancia de inscripción and padrón A13, types and order to the letter.
 */
import { CONSTANCIA } from "./constancia.data.ts";
import type { ResultValue, TypeValue } from "./notation.ts";
import { PADRON_A13 } from "./padron-a13.data.ts";
import { openService } from "./service.ts";
import { WSCDC } from "./wscdc.data.ts";
import { WSFE } from "./wsfe.data.ts";
import { WSFEX } from "./wsfex.data.ts";

export type { Field, Type } from "./fields.ts";
export {
  type Definition,
  type OperationName,
  type RequestValue,
  type ResultValue,
  type Scalar,
  SCALARS,
  type TypeValue,
} from "./notation.ts";
export type { ReadPolicy } from "./read.ts";
export type { Mismatch } from "./read-scalar.ts";
export { type Operation, openService, type Service } from "./service.ts";

export const wsfeService = openService(WSFE);
export const wsfexService = openService(WSFEX);
export const wscdcService = openService(WSCDC);
export const constanciaService = openService(CONSTANCIA);
export const padronA13Service = openService(PADRON_A13);

export type WsfeType<N extends keyof (typeof WSFE)["types"]> = TypeValue<typeof WSFE, N>;
export type WsfeResult<N extends keyof (typeof WSFE)["operations"]> = ResultValue<typeof WSFE, N>;
export type WsfexType<N extends keyof (typeof WSFEX)["types"]> = TypeValue<typeof WSFEX, N>;
export type WsfexResult<N extends keyof (typeof WSFEX)["operations"]> = ResultValue<typeof WSFEX, N>;
export type WscdcType<N extends keyof (typeof WSCDC)["types"]> = TypeValue<typeof WSCDC, N>;
export type ConstanciaType<N extends keyof (typeof CONSTANCIA)["types"]> = TypeValue<typeof CONSTANCIA, N>;
export type PadronA13Type<N extends keyof (typeof PADRON_A13)["types"]> = TypeValue<typeof PADRON_A13, N>;
