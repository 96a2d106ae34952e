import type { Checks } from "./faults.ts";
import { AMOUNT_CHECKS } from "./amounts.ts";
import { ASSOCIATED_CHECKS } from "./associated.ts";
import { BUYER_CHECKS } from "./buyers.ts";
import { CONCEPT_CHECKS } from "./concept.ts";
import { CONDITION_CHECKS } from "./condition.ts";
import { CURRENCY_CHECKS } from "./currency.ts";
import { DATE_CHECKS } from "./dates.ts";
import { FCE_CHECKS } from "./fce.ts";
import { IDENTITY_CHECKS } from "./identity.ts";
import { IVA_CHECKS } from "./iva.ts";
import { OPTIONAL_VALUE_CHECKS } from "./optional-values.ts";
import { OPTIONAL_CHECKS } from "./optionals.ts";
import { REGISTER_CHECKS } from "./register.ts";

/** FECAESolicitar's checks of one comprobante, by ARCA's code. */
export const CHECKS: Checks = {
  ...IDENTITY_CHECKS,
  ...CONDITION_CHECKS,
  ...CONCEPT_CHECKS,
  ...AMOUNT_CHECKS,
  ...IVA_CHECKS,
  ...CURRENCY_CHECKS,
  ...DATE_CHECKS,
  ...ASSOCIATED_CHECKS,
  ...OPTIONAL_CHECKS,
  ...OPTIONAL_VALUE_CHECKS,
  ...BUYER_CHECKS,
  ...FCE_CHECKS,
  ...REGISTER_CHECKS,
};
