import { parseXml, type XmlElement } from "../../platform/xml.ts";
import { type Reader, reader } from "../read.ts";

/** WSAA's ticket (TA) for one service: what every later call shows. */
export interface Ticket {
  readonly token: string;
  readonly sign: string;
  readonly generatedAt: Date;
  readonly expiresAt: Date;
}

const OPERATION = "loginCms";

/** The ticket inside a loginCmsResponse: an XML document of its own, as text. @throws ArcaError `unexpected_answer` */
export function parseLogin(answer: XmlElement): Ticket {
  const outer = reader(OPERATION, answer);
  const document = reader(OPERATION, parseInner(outer));
  const header = document.element("header");
  const credentials = document.element("credentials");
  return {
    token: credentials.text("token"),
    sign: credentials.text("sign"),
    generatedAt: instant(header, "generationTime"),
    expiresAt: instant(header, "expirationTime"),
  };
}

function parseInner(outer: Reader): XmlElement {
  const text = outer.text("loginCmsReturn");
  try {
    return parseXml(text);
  } catch {
    return outer.fail("loginCmsReturn");
  }
}

/** With an offset always: a time without one would be read by the clock of whoever parses it. */
function instant(header: Reader, name: string): Date {
  const text = header.text(name);
  const at = new Date(text);
  return /(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(at.getTime()) ? at : header.fail(name);
}
