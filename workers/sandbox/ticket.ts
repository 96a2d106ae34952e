import { Buffer } from "node:buffer";
import { childrenOf, escapeXml, find, tryParseXml, type XmlElement } from "../platform/xml.ts";
import { type Authority, isSignedBy, signWith } from "./ca/authority.ts";
import type { Holder } from "./ca/holder.ts";

/** Name of WSAA, as homologation writes it in every ticket. */
export const WSAA_NAME = "CN=wsaahomo, O=AFIP, C=AR, SERIALNUMBER=CUIT 33693450239";
const WSAA_CUIT = "33693450239";
/** How long a ticket lasts, whatever the request asked for. */
export const TICKET_LIFE_MS = 12 * 60 * 60 * 1000;
/** The token says that it was made a minute before it was: clocks differ. */
const CLOCK_SKEW_S = 60;
/** No certificate begins so: a signature over a ticket is never one over a certificate. */
const PURPOSE = "arca-api sandbox ticket\n";

/** What the token of a ticket says. Nothing is stored: WSFEv1 believes it because of its signature. */
export interface Ticket {
  readonly service: string;
  /** Seconds since 1970. */
  readonly generatedAt: number;
  readonly expiresAt: number;
  /** CUITs that the holder may act for. */
  readonly cuits: readonly string[];
  /** Empty in a token that is not the sandbox's. */
  readonly tenant: string;
}

export interface Credentials {
  readonly token: string;
  readonly sign: string;
}

interface Grant {
  readonly holder: Pick<Holder, "name" | "cuit" | "tenant">;
  /** That the holder may act for; left out: its own alone. */
  readonly cuits?: readonly string[];
  readonly service: string;
  readonly now: Date;
  /** 32 bits. */
  readonly uniqueId: number;
}

export async function grantTicket(authority: Authority, grant: Grant): Promise<Credentials> {
  const token = Buffer.from(ssoOf(grant)).toString("base64");
  return { token, sign: Buffer.from(await signWith(authority, signedBytes(token))).toString("base64") };
}

/** @returns undefined when it is not base64 of an `<sso>`. Says nothing of whether it is authentic. */
export function readTicket(token: string): Ticket | undefined {
  const sso = parseSso(token);
  const id = find(sso, "id")?.attributes;
  const login = find(sso, "operation", "login");
  if (!id?.["gen_time"] || !id["exp_time"] || !login) return undefined;
  return {
    service: login.attributes["service"] ?? "",
    generatedAt: Number(id["gen_time"]),
    expiresAt: Number(id["exp_time"]),
    cuits: childrenOf(find(login, "relations"), "relation").map(({ attributes }) => attributes["key"] ?? ""),
    tenant: login.attributes["tenant"] ?? "",
  };
}

export async function isAuthentic(authority: Authority, { token, sign }: Credentials): Promise<boolean> {
  return isSignedBy(authority, new Uint8Array(Buffer.from(sign, "base64")), signedBytes(token));
}

const signedBytes = (token: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(PURPOSE + token));

function parseSso(token: string): XmlElement | undefined {
  const root = tryParseXml(Buffer.from(token, "base64").toString("utf8"));
  return root?.name === "sso" ? root : undefined;
}

function ssoOf({ holder, cuits = [holder.cuit], service, now, uniqueId }: Grant): string {
  const generated = Math.floor(now.getTime() / 1000) - CLOCK_SKEW_S;
  const expires = Math.floor((now.getTime() + TICKET_LIFE_MS) / 1000);
  const name = escapeXml(holder.name);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sso version="2.0">
    <id src="${WSAA_NAME}" dst="CN=${service}, O=AFIP, C=AR" unique_id="${uniqueId}" gen_time="${generated}" exp_time="${expires}"/>
    <operation type="login" value="granted">
        <login entity="${WSAA_CUIT}" service="${service}" uid="${name}" authmethod="cms" regmethod="22" tenant="${escapeXml(holder.tenant)}">
            <relations>
${cuits.map((cuit) => `                <relation key="${cuit}" reltype="4"/>`).join("\n")}
            </relations>
        </login>
    </operation>
</sso>
`;
}
