import type { Message, Outcome, Waiting } from "./lane.ts";

/** By ARCA's rule, and not in its words: it was not asked. */
const ENDED_HERE: Message = {
  code: 10016,
  message:
    "No se envió a ARCA: esperó hasta que ARCA ya no acepta su fecha con ningún número. Emití otra con fecha de hoy, o enviá allow_redate.",
  en: "Not sent to ARCA: it waited until ARCA takes its date no longer, whatever its number. Issue another one dated today, or send allow_redate.",
};

/** An invoice that gets another date before it is numbered, `yyyymmdd`. */
export interface Redating {
  readonly id: string;
  readonly date: string;
}

interface Dated {
  readonly redatings: readonly Redating[];
  /** Refused before they are sent: ARCA would, at any number. */
  readonly refusals: readonly Outcome[];
}

/**
 * What becomes of those whose date ARCA takes no longer. Nothing is dated anew that does not allow it. The new date is today, or that
 * of the lane's last comprobante where that is later still.
 */
export function dateAnew(stale: readonly Waiting[], lastDate: string, today: string): Dated {
  const date = lastDate > today ? lastDate : today;
  return {
    redatings: stale.filter(({ isRedatable }) => isRedatable).map(({ id }) => ({ id, date })),
    refusals: stale.filter(({ isRedatable }) => !isRedatable).map(({ id }) => ({ id, status: "rejected", findings: [ENDED_HERE] })),
  };
}
