import { addDays, fiscalDate } from "../../shared/dates.ts";

/** A fiscal day near today: ARCA takes no others. */
export const day = (fromToday = 0): string => addDays(fiscalDate(new Date()), fromToday);
