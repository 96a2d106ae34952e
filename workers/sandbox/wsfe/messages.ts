import type { ArcaMessage } from "../../arca/wsfe/detail.ts";

/** Longest text of an observation (Obs.Msg, string of 255). */
const MAX_OBSERVATION = 255;

interface Coded {
  readonly Code: number;
  readonly Msg: string;
}

/** The element `Errors`, where there are any. */
export const errorsOf = (errors: readonly ArcaMessage[]): { readonly Errors?: Coded[] } =>
  errors.length === 0 ? {} : { Errors: errors.map(({ code, message }) => ({ Code: code, Msg: message })) };

/** The element `Observaciones`, where there are any. */
export const observationsOf = (observations: readonly ArcaMessage[]): { readonly Observaciones?: Coded[] } =>
  observations.length === 0
    ? {}
    : { Observaciones: observations.map(({ code, message }) => ({ Code: code, Msg: message.slice(0, MAX_OBSERVATION) })) };

/** What a rule of the table says, as ARCA words it. */
export const messagesOf = (findings: readonly { readonly code: number; readonly wire: string }[]): ArcaMessage[] =>
  findings.map(({ code, wire }) => ({ code, message: wire }));

/** 602: what was asked for is not there. */
export const NO_DATA: ArcaMessage = { code: 602, message: "No existen datos en nuestros registros para los parametros ingresados." };

/** 602 of a table without rows. */
export const noResults = (operation: string, why = ""): ArcaMessage => ({
  code: 602,
  message: `Sin Resultados: - Metodo ${operation}${why}`,
});
