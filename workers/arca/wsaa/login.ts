import { escapeXml } from "../../platform/xml.ts";
import { callSoap, type Send } from "../soap.ts";
import { parseLogin, type Ticket } from "./ticket.ts";

/** @param cms base64 of the signed loginTicketRequest. @throws ArcaError; a `fault` carries WSAA's code, `coe.alreadyAuthenticated` */
export async function login({ send, url, timeoutMs, cms }: { send: Send; url: string; timeoutMs: number; cms: string }): Promise<Ticket> {
  const body = `<loginCms xmlns="http://wsaa.view.sua.dvadac.desein.afip.gov"><in0>${escapeXml(cms)}</in0></loginCms>`;
  return parseLogin(await callSoap({ send, url, action: "", operation: "loginCms", body, timeoutMs }));
}
