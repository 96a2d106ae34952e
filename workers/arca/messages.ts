import type { ArcaMessage } from "./wsfe/detail.ts";

/** `Errors/Err`, `Events/Evt`, `Observaciones/Obs`, as values. */
export const messages = (list: readonly { readonly Code: number; readonly Msg?: string }[] | undefined): ArcaMessage[] =>
  (list ?? []).map(({ Code, Msg = "" }) => ({ code: Code, message: Msg }));
