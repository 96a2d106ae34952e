import { sum } from "../../../../shared/money.ts";
import { amount, type Comprobante } from "../comprobante.ts";
import { type Checks, repeated, where } from "./faults.ts";

const TAX_KEYS: ReadonlySet<number> = new Set([80, 86, 87]);
const SHARE = /^-?\d{1,2}(\.\d{1,2}0*)?$/;

type Buyer = Comprobante["buyers"][number];
const isReceiver =
  ({ detail }: Comprobante) =>
  ({ DocTipo, DocNro }: Buyer): boolean =>
    DocTipo === detail.DocTipo && DocNro === detail.DocNro;

/** 10146: of several with the largest share, one is the customer. */
function isSmaller(c: Comprobante): boolean {
  const receiver = c.buyers.find(isReceiver(c));
  if (!receiver) return c.buyers.length > 0;
  return c.buyers.some(({ Porcentaje }) => amount(Porcentaje).gt(amount(receiver.Porcentaje)));
}

/** FECAESolicitar: several buyers. */
export const BUYER_CHECKS: Checks = {
  10133: ({ detail }) => detail.Compradores?.length === 0,
  10134: (c) => c.detail.Compradores !== undefined && (c.isUsedGoods || c.cls === undefined),
  10135: (c) => where("Compradores.DocTipo", c.buyers, ({ DocTipo }) => !DocTipo),
  10136: (c) => c.buyers.length > 0 && !c.hasTaxKey,
  10137: (c) => where("Compradores.DocTipo", c.buyers, ({ DocTipo }) => Boolean(DocTipo) && !TAX_KEYS.has(DocTipo)),
  10138: (c) => where("Compradores.DocNro", c.buyers, ({ DocNro }) => !DocNro || DocNro === "0"),
  10139: (c) => where("Compradores.DocNro", c.buyers, ({ DocNro }) => Boolean(DocNro) && DocNro !== "0" && !/^\d{11}$/.test(DocNro)),
  10140: (c) => where("Compradores.DocNro", c.buyers, ({ DocNro }) => DocNro === c.subject.issuerCuit),
  10141: (c) => repeated("Compradores.DocNro", c.buyers, ({ DocTipo, DocNro }) => `${DocTipo}/${DocNro}`),
  10142: (c) => where("Compradores.Porcentaje", c.buyers, ({ Porcentaje }) => !Porcentaje),
  10143: (c) => where("Compradores.Porcentaje", c.buyers, ({ Porcentaje }) => Boolean(Porcentaje) && !SHARE.test(Porcentaje)),
  10144: (c) => where("Compradores.Porcentaje", c.buyers, ({ Porcentaje }) => Boolean(Porcentaje) && !amount(Porcentaje).gt("0")),
  10145: (c) => c.detail.Compradores !== undefined && (c.buyers.length < 2 || !c.buyers.some(isReceiver(c))),
  10146: isSmaller,
  10147: (c) => c.buyers.length > 0 && !sum(c.buyers.map(({ Porcentaje }) => amount(Porcentaje))).eq("100"),
  10150: (c) => c.detail.Compradores !== undefined && c.detail.Concepto !== 1,
};
