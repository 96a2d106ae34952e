import { escapeXml } from "../../platform/xml.ts";
import { callSoap, type Send } from "../soap.ts";
import { type CallReport, timed } from "../timed.ts";
import { parseLogin, type Ticket } from "./ticket.ts";

interface Login {
  readonly send: Send;
  readonly url: string;
  readonly timeoutMs: number;
  /** Base64 of the signed loginTicketRequest. */
  readonly cms: string;
  readonly onCall?: (report: CallReport) => void;
}

const OPERATION = "loginCms";

/** @throws ArcaError; a `fault` carries WSAA's code, `coe.alreadyAuthenticated` */
export async function login({ send, url, timeoutMs, cms, ...timing }: Login): Promise<Ticket> {
  const body = `<loginCms xmlns="http://wsaa.view.sua.dvadac.desein.afip.gov"><in0>${escapeXml(cms)}</in0></loginCms>`;
  return timed(timing, OPERATION, async () => parseLogin(await callSoap({ send, url, action: "", operation: OPERATION, body, timeoutMs })));
}
