import type { Checks } from "./faults.ts";

/** An EmisionTipo that says for whom it is, as `CAE - Ri Iva`; `CAE` alone does not. */
const REGIME = / - /;

/** FECAESolicitar: what is sold. */
export const CONCEPT_CHECKS: Checks = {
  10030: ({ detail }) => ![1, 2, 3].includes(detail.Concepto),
  10085: (c) => c.isUsedGoods && c.detail.Concepto !== 1,
  10096: (c) => {
    const { PtoVta, issuerCondition } = c.subject;
    const kind = PtoVta === undefined ? undefined : c.parameters.pointsOfSale?.get(PtoVta);
    return c.isC && issuerCondition === "exento" && kind !== undefined && REGIME.test(kind) && !/exento/i.test(kind);
  },
};
