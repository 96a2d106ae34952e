import { fromArcaDate, isCalendarDate, type IsoDate } from "../../shared/dates.ts";

/** A row of one of ARCA's parameter tables. `from` and `to`: the days on which it holds, null where ARCA sets none. */
export interface ParameterRow {
  readonly id: string;
  readonly description: string;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
}

/** No date is the text `NULL` on the wire. */
export function dateOrNull(text: string | undefined): IsoDate | null {
  const date = fromArcaDate(text ?? "");
  return isCalendarDate(date) ? date : null;
}
