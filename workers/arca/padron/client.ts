import { type CallerOptions, javaAuth, openCaller } from "../caller.ts";
import { isArcaError } from "../errors.ts";
import { constanciaService, padronA13Service } from "../schema/index.ts";
import type { ServerStatus } from "../server-status.ts";
import { need } from "../trust.ts";
import { fromConstancia, fromPadron, type Taxpayer } from "./taxpayer.ts";

/**
 * Constancia de inscripción: what a CUIT is registered for. Errors are thrown as by `Wsfe`; ARCA's own are SOAP faults here, also
 * that of the ticket: `isTicketRefused`.
 */
export interface Constancia {
  /** Needs no ticket. */
  readonly dummy: () => Promise<ServerStatus>;
  /** getPersona_v2. @returns undefined where there is no such CUIT */
  readonly find: (cuit: string) => Promise<Taxpayer | undefined>;
  /** getPersonaList_v2, at most 250 CUITs. Those that do not exist are left out, or come with remarks only. */
  readonly findMany: (cuits: readonly string[]) => Promise<Taxpayer[]>;
}

/** Padrón A13: who a CUIT is, and whose a document is. Errors as in `Constancia`. */
export interface PadronA13 {
  /** Needs no ticket. */
  readonly dummy: () => Promise<ServerStatus>;
  /** getPersona. @returns undefined where there is no such CUIT */
  readonly find: (cuit: string) => Promise<Taxpayer | undefined>;
  /** getIdPersonaListByDocumento: the CUITs, CUILs and CDIs of a document number (DNI). */
  readonly cuitsOf: (document: string) => Promise<readonly string[]>;
}

export function openConstancia(options: CallerOptions): Constancia {
  const { call } = openCaller(constanciaService, options, () => []);
  const auth = () => javaAuth(options);
  return {
    dummy: () => call("dummy", {}, toStatus),
    find: async (cuit) => {
      const request = { ...(await auth()), idPersona: cuit };
      return unlessUnknown(
        call("getPersona_v2", request, (found) => fromConstancia(found, cuit)),
        undefined,
      );
    },
    findMany: async (cuits) => {
      const request = { ...(await auth()), idPersona: cuits };
      return call("getPersonaList_v2", request, ({ persona }) => persona.map((found) => fromConstancia(found, "")));
    },
  };
}

export function openPadronA13(options: CallerOptions): PadronA13 {
  const { call } = openCaller(padronA13Service, options, () => []);
  const auth = () => javaAuth(options);
  return {
    dummy: () => call("dummy", {}, toStatus),
    find: async (cuit) => {
      const request = { ...(await auth()), idPersona: cuit };
      return unlessUnknown(
        call("getPersona", request, ({ persona }) => fromPadron(need("getPersona", "personaReturn/persona", persona), cuit)),
        undefined,
      );
    },
    cuitsOf: async (documento) => {
      const request = { ...(await auth()), documento };
      return unlessUnknown(
        call("getIdPersonaListByDocumento", request, ({ idPersona }) => idPersona),
        [],
      );
    },
  };
}

const toStatus = (dummy: { readonly appserver?: string; readonly dbserver?: string; readonly authserver?: string }): ServerStatus => ({
  appServer: need("dummy", "return/appserver", dummy.appserver),
  dbServer: need("dummy", "return/dbserver", dummy.dbserver),
  authServer: need("dummy", "return/authserver", dummy.authserver),
});

/** "No existe persona con ese Id", "No existen personas con ese documento": a fault, with HTTP 500. */
async function unlessUnknown<T, U>(asked: Promise<T>, none: U): Promise<T | U> {
  try {
    return await asked;
  } catch (error) {
    if (isArcaError(error) && /^No existen? persona/i.test(error.fault?.text ?? "")) return none;
    throw error;
  }
}
