import { fromArcaDate } from "../../shared/dates.ts";
import { type ConsultedExport, type ExportAuthorization, isTicketRefused, type Wsfex } from "../arca/index.ts";
import type { Authority } from "./authority.ts";
import { exportFingerprint } from "./fingerprint.ts";
import { heard } from "./heard.ts";
import type { Message, Verdict } from "./lane.ts";
import { parseLane } from "./lane-key.ts";
import { renewing } from "./renewing.ts";
import type { UnnumberedExport } from "./submission.ts";

interface Ports {
  readonly wsfex: Wsfex;
  /** What goes to ARCA for one invoice. */
  readonly detailOf: (id: string) => UnnumberedExport;
  /** Forgets the login ticket that ARCA has just refused. */
  readonly dropTicket: () => void;
}

/** The number is not the next one, or the date is before the last one's: ARCA's order is not what we thought. */
const OUT_OF_SEQUENCE: ReadonlySet<number> = new Set([1535]);
/** ARCA's own failures say nothing of the comprobante. */
const SILENT: ReadonlySet<number> = new Set([500, 501, 502]);

/**
 * The lane's needs in terms of WSFEXv1, which takes one comprobante a call. What it was told of an Id it tells again, so that a
 * comprobante whose answer was lost is authorized once.
 */
export function exportAuthority({ wsfex, detailOf, dropTicket }: Ports): Omit<Authority, "ready"> {
  const asking = <T>(call: () => Promise<T>, refused?: (answer: T) => boolean) => renewing(call, dropTicket, refused);
  return {
    lastAuthorized: (lane) => asking(() => wsfex.lastAuthorized(parseLane(lane))),
    async find(lane, number, id) {
      const found = await asking(() => wsfex.consult(parseLane(lane), number));
      const ours = id === undefined ? {} : { isOurs: found?.Id === (await requestId(lane, number, id)) };
      return found && { ...toFound(found), ...ours };
    },
    async authorize(lane, batch) {
      const [one, ...others] = batch;
      if (!one || others.length > 0) throw new Error("WSFEXv1 takes one comprobante a call");
      const { id, number } = one;
      const detail = { ...detailOf(id), Id: await requestId(lane, number, id), Cbte_nro: number };
      const answer = await asking(
        () => wsfex.authorize(detail),
        ({ errors }) => isTicketRefused(errors),
      );
      return heard("FEXAuthorize", toVerdict(number, answer), answer.errors);
    },
  };
}

/** Nothing, where the answer says nothing of it: its fate is then unknown. */
function toVerdict(number: number, { result, cae, caeExpiresOn, errors, observations }: ExportAuthorization): Verdict[] {
  if (result === "A" && cae && caeExpiresOn)
    return [{ number, result: "approved", cae, caeExpiresOn, observations: remarks(observations) }];
  if (errors.some(({ code }) => SILENT.has(code)) || isTicketRefused(errors)) return [];
  if (errors.some(({ code }) => OUT_OF_SEQUENCE.has(code))) return [{ number, result: "out_of_sequence" }];
  const findings = errors.length > 0 ? errors : remarks(observations);
  return findings.length > 0 ? [{ number, result: "rejected", findings }] : [];
}

/** Motivos_Obs is text without a code. */
const remarks = (text: string): Message[] => (text === "" ? [] : [{ code: 0, message: text }]);

const toFound = (found: ConsultedExport) => ({
  fingerprint: exportFingerprint(found),
  date: found.Fecha_cbte ?? "",
  cae: found.Cae ?? "",
  caeExpiresOn: fromArcaDate(found.Fch_venc_Cae ?? ""),
  observations: remarks(found.Motivos_Obs ?? ""),
  processedAt: null,
});

/** Ids have up to 15 digits; others who issue for the CUIT take theirs from one above the last. */
const ID_RANGE = 9n * 10n ** 13n;

/**
 * The client's own Id of a request: of this invoice under this number, the same whenever it is sent again, and nobody else's. How
 * it is made may not change while a request is in doubt: ARCA would take the next one for another.
 */
async function requestId(lane: string, number: number, invoiceId: string): Promise<string> {
  const text = new TextEncoder().encode(`${lane}|${number}|${invoiceId}`);
  const digest = new DataView(await crypto.subtle.digest("SHA-256", text));
  return String((digest.getBigUint64(0) % ID_RANGE) + 1n);
}
