import { child, parseXml, textOf, type XmlElement } from "../../platform/xml.ts";
import { isSameName } from "../ca/names.ts";
import { WSAA_NAME } from "../ticket.ts";
import { LoginFault } from "./login-fault.ts";
import { GRANTED, OTHERS } from "./services.data.ts";

interface Checking {
  /** DN of the certificate that signed. */
  readonly signer: string;
  /** By the tenant's clock. */
  readonly now: Date;
  /** By the real one, which is the client's own: times that are right by either are right. */
  readonly realNow: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_UINT32 = 0xff_ff_ff_ff;
const HEADER = ["source", "destination", "uniqueId", "generationTime", "expirationTime"];
const OPTIONAL: ReadonlySet<string> = new Set(["source", "destination"]);
/** xs:dateTime. Without an offset it is Buenos Aires time, which is where WSAA runs. */
const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(Z|[+-]\d\d:\d\d)?$/;
const SERVICE = /^[a-zA-Z][a-zA-Z\-_0-9]{2,31}$/;
/** Names by which the WSAA of homologation and that of production are known: a request made for either of them is good here. */
const DESTINATIONS = [WSAA_NAME, WSAA_NAME.replace("wsaahomo", "wsaa")];

/**
 * Checks a loginTicketRequest as WSAA does: schema, version, names, times, service; the first fault ends it.
 *
 * @returns the service that a ticket is asked for
 * @throws LoginFault
 */
export function checkTicketRequest(xml: string, { signer, now, realNow }: Checking): string {
  const request = parse(xml);
  const header = child(request, "header");
  const service = textOf(request, "service") ?? "";
  const generated = dateIn(header, "generationTime");
  const expires = dateIn(header, "expirationTime");
  if (!hasShape(request, header) || generated === undefined || expires === undefined || !SERVICE.test(service))
    throw new LoginFault("ns1:xml.bad");
  checkVersion(request);
  checkNames(header, signer);
  const [fault, byRealTime] = [now, realNow].map((at) => timeFault(generated, expires, at.getTime()));
  if (fault && byRealTime) throw new LoginFault(fault);
  if (GRANTED.has(service)) return service;
  throw new LoginFault(OTHERS.has(service) ? "ns1:coe.notAuthorized" : "ns1:wsn.notFound");
}

function timeFault(generated: number, expires: number, now: number) {
  if (generated > now || generated < now - DAY_MS) return "ns1:xml.generationTime.invalid";
  if (expires <= now) return "ns1:xml.expirationTime.expired";
  return expires > now + DAY_MS ? "ns1:xml.expirationTime.invalid" : undefined;
}

function parse(xml: string): XmlElement {
  try {
    return parseXml(xml);
  } catch {
    throw new LoginFault("ns1:xml.bad");
  }
}

function hasShape(request: XmlElement, header: XmlElement | undefined): boolean {
  const names = header?.children.map(({ name }) => name) ?? [];
  const expected = HEADER.filter((name) => !OPTIONAL.has(name) || names.includes(name));
  const uniqueId = textOf(header, "uniqueId") ?? "";
  return (
    request.name === "loginTicketRequest" &&
    request.children.map(({ name }) => name).join() === "header,service" &&
    names.join() === expected.join() &&
    /^\d{1,10}$/.test(uniqueId) &&
    Number(uniqueId) <= MAX_UINT32
  );
}

/** An xs:decimal whose default is 1.0. */
function checkVersion({ attributes }: XmlElement): void {
  const version = attributes["version"] ?? "1.0";
  if (!/^\d+(\.\d*)?$/.test(version)) throw new LoginFault("ns1:xml.bad");
  if (Number(version) !== 1) throw new LoginFault("ns1:xml.version.notSupported");
}

function checkNames(header: XmlElement | undefined, signer: string): void {
  const source = textOf(header, "source");
  if (source !== undefined && !isSameName(source, signer)) throw new LoginFault("ns1:xml.source.invalid");
  const destination = textOf(header, "destination");
  if (destination !== undefined && !DESTINATIONS.some((name) => isSameName(destination, name)))
    throw new LoginFault("ns1:xml.destination.invalid");
}

/** Milliseconds since 1970. */
function dateIn(header: XmlElement | undefined, name: string): number | undefined {
  const [, local, zone = "-03:00"] = DATE_TIME.exec(textOf(header, name) ?? "") ?? [];
  const time = Date.parse(`${local}${zone}`);
  return local === undefined || Number.isNaN(time) ? undefined : time;
}
