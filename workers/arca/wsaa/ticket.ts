import { child, parseXml, type XmlElement } from "../../platform/xml.ts";
import { openService } from "../schema/index.ts";
import { strict, unexpected } from "../trust.ts";

/** WSAA's ticket (TA) for one service: what every later call shows. */
export interface Ticket {
  readonly token: string;
  readonly sign: string;
  readonly generatedAt: Date;
  readonly expiresAt: Date;
}

const OPERATION = "loginCms";

/** The loginTicketResponse inside the answer; its other fields are nothing to us. */
const TICKET = openService({
  service: "LoginCMSService",
  namespace: "",
  style: "cxf",
  operations: {},
  types: {
    loginTicketResponse: { header: "header", credentials: "credentials" },
    header: { generationTime: "dateTime", expirationTime: "dateTime" },
    credentials: { token: "string", sign: "string" },
  },
});

/** The ticket inside a loginCmsResponse: an XML document of its own, as text. @throws ArcaError `unexpected_answer` */
export function parseLogin(answer: XmlElement): Ticket {
  const { header, credentials } = TICKET.readType("loginTicketResponse", parseInner(answer), "loginTicketResponse", strict(OPERATION));
  return {
    ...credentials,
    generatedAt: instant("generationTime", header.generationTime),
    expiresAt: instant("expirationTime", header.expirationTime),
  };
}

function parseInner(answer: XmlElement): XmlElement {
  const text = child(answer, "loginCmsReturn")?.text ?? "";
  try {
    return parseXml(text.trim());
  } catch {
    return unexpected(OPERATION, `${answer.name}/loginCmsReturn`);
  }
}

/** With an offset always: a time without one would be read by the clock of whoever parses it. */
const instant = (name: string, text: string): Date =>
  /(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : unexpected(OPERATION, `loginTicketResponse/header/${name}`, "has no offset");
