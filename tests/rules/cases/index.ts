import { AMOUNT_CASES } from "./amounts.ts";
import { ASSOCIATED_CASES } from "./associated.ts";
import { BUYER_CASES } from "./buyers.ts";
import type { Cases } from "./case.ts";
import { DATE_CASES } from "./dates.ts";
import { FCE_CASES } from "./fce.ts";
import { IDENTITY_CASES } from "./identity.ts";
import { OPTIONAL_CASES } from "./optionals.ts";

/** FECAESolicitar, details: for each code what breaks it and what keeps it. */
export const DETAIL_CASES: Cases = {
  ...IDENTITY_CASES,
  ...AMOUNT_CASES,
  ...DATE_CASES,
  ...ASSOCIATED_CASES,
  ...OPTIONAL_CASES,
  ...BUYER_CASES,
  ...FCE_CASES,
};
