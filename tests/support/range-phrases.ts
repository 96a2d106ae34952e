/** Known to the fake service of tests/support/ranges.ts. */
export const LEAKED = "frase que se filtro entera";
/** Asked for by a service that does not answer in time, and by one that fails. */
export const SLOW = "frase de un servicio lento";
export const FAILING = "frase de un servicio caido";
