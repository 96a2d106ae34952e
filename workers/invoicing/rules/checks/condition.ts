import type { Comprobante } from "../comprobante.ts";
import type { Checks } from "./faults.ts";

/** Only a consumidor final sells used goods under type 49. Source: the manual's annex on receivers. */
const CONSUMER = 5;

function admits(c: Comprobante, condition: number): boolean {
  if (c.isUsedGoods) return condition === CONSUMER;
  const letters = c.parameters.receiverLetters.get(condition) ?? "";
  return letters.includes(c.isA ? "A" : (c.cls ?? ""));
}

const isMissing = ({ detail }: Comprobante): boolean => detail.CondicionIVAReceptorId === undefined;

/** FECAESolicitar: the receiver's condición frente al IVA. Which of 10245 and 10246 is asked, the date says. */
export const CONDITION_CHECKS: Checks = {
  10217: (c) => c.isA && (c.receiver?.monotributo ?? c.declaresMonotributo),
  10242: (c) => !isMissing(c) && !c.parameters.receiverLetters.has(c.detail.CondicionIVAReceptorId ?? 0),
  10243: (c) => {
    const condition = c.detail.CondicionIVAReceptorId ?? 0;
    return c.cls !== undefined && c.parameters.receiverLetters.has(condition) && !admits(c, condition);
  },
  10245: isMissing,
  10246: isMissing,
};
