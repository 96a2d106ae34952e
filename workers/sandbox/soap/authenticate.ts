import type { ArcaMessage } from "../../arca/wsfe/detail.ts";
import type { Authority } from "../ca/authority.ts";
import { isAuthentic, readTicket, type Ticket } from "../ticket.ts";

/** For whom a request is: whose sandbox, and the CUIT that asks. */
export interface Caller {
  readonly tenant: string;
  readonly cuit: string;
}

/** The element `Auth` of every operation that is not open to all. */
export interface Auth {
  readonly Token?: string;
  readonly Sign?: string;
  readonly Cuit: string;
}

/** In every recorded refusal the time written beside GenTime is 30 seconds before it: so much a clock may be behind. */
const TOLERANCE_S = 30;
const NO_AUTH: ArcaMessage = { code: 500, message: "Campo Auth no fue ingresado o esta mal formado." };
const NOT_XML =
  "No valido token. Excepcion: CargarStringBase64Token: Excepción: CargarNodos: Error al cargar token XML. " +
  "Excepcion: Data at the root level is invalid. Line 1, position 1.";

/**
 * Who asks, by the ticket of an Auth element. Looked at in ARCA's order, and with its texts: token, dates, signature, service,
 * CUIT.
 *
 * @param service the id that the ticket must be for: `wsfe`
 */
export async function authenticate(
  auth: Auth | undefined,
  { service, authority, now }: { service: string; authority: Authority; now: Date },
): Promise<Caller | ArcaMessage> {
  if (!auth) return NO_AUTH;
  const { Token: token, Sign: sign = "", Cuit: cuit } = auth;
  if (token === undefined) return refused("Parametro nulo o vacio (token)");
  const ticket = readTicket(token);
  if (!ticket) return refused(NOT_XML);
  if (!isCurrent(ticket, now)) return refused(datesText(ticket, now));
  if (!(await isAuthentic(authority, { token, sign }))) return refused("Error al verificar hash: ");
  if (ticket.service !== service) return refused(`No valido Id Sistema: ${service}(Id Sistema de token es: ${ticket.service})`);
  if (!ticket.cuits.includes(cuit)) return refused(`No apareció CUIT en lista de relaciones: ${cuit}`);
  return { tenant: ticket.tenant, cuit };
}

const refused = (why: string): ArcaMessage => ({ code: 600, message: `ValidacionDeToken: ${why}` });

export const isCurrent = ({ generatedAt, expiresAt }: Ticket, now: Date): boolean =>
  generatedAt - TOLERANCE_S <= now.getTime() / 1000 && now.getTime() / 1000 <= expiresAt;

function datesText({ generatedAt, expiresAt }: Ticket, now: Date): string {
  const [from, until] = [generatedAt - TOLERANCE_S, expiresAt].map((seconds) => dotNetTime(new Date(seconds * 1000)));
  return `No validaron las fechas del token GenTime, ExpTime, NowUTC: ${generatedAt} (${from}), ${expiresAt} (${until}), ${dotNetTime(now)}`;
}

/** `7/30/2021 11:27:33 PM`: .NET's general form in the culture en-US, in UTC. */
function dotNetTime(time: Date): string {
  const hours = time.getUTCHours();
  const [minutes, seconds] = [time.getUTCMinutes(), time.getUTCSeconds()].map((part) => String(part).padStart(2, "0"));
  const day = `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}`;
  return `${day} ${hours % 12 || 12}:${minutes}:${seconds} ${hours < 12 ? "AM" : "PM"}`;
}
