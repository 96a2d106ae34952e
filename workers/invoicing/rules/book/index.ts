import type { Row } from "../rule.ts";
import { AMOUNT_ROWS } from "./amounts.data.ts";
import { ASSOCIATED_ROWS } from "./associated.data.ts";
import { BUYER_ROWS } from "./buyers.data.ts";
import { CALL_ROWS } from "./calls.data.ts";
import { CONDITION_ROWS } from "./condition.data.ts";
import { DATE_ROWS } from "./dates.data.ts";
import { FCE_ROWS } from "./fce.data.ts";
import { HEADER_ROWS } from "./header.data.ts";
import { IDENTITY_ROWS } from "./identity.data.ts";
import { INFORMED_ROWS } from "./informed.data.ts";
import { OPTIONAL_ROWS } from "./optionals.data.ts";
import { USED_GOODS_ROWS } from "./used-goods.data.ts";

const ascending = (rows: readonly Row[]): readonly Row[] => rows.toSorted((a, b) => a.code - b.code || a.variant - b.variant);

/** FECAESolicitar, by code. */
export const SOLICITAR_ROWS = ascending([
  ...HEADER_ROWS,
  ...IDENTITY_ROWS,
  ...CONDITION_ROWS,
  ...AMOUNT_ROWS,
  ...DATE_ROWS,
  ...ASSOCIATED_ROWS,
  ...OPTIONAL_ROWS,
  ...USED_GOODS_ROWS,
  ...BUYER_ROWS,
  ...FCE_ROWS,
]);

/** Every row of ARCA's table of validations of WSFEv1. */
export const BOOK: readonly Row[] = [...SOLICITAR_ROWS, ...ascending(INFORMED_ROWS), ...CALL_ROWS];
