import { arcaInstant } from "../../../shared/dates.ts";
import { escapeXml } from "../../platform/xml.ts";
import type { Holder } from "../ca/holder.ts";
import { type Credentials, TICKET_LIFE_MS, WSAA_NAME } from "../ticket.ts";

interface Granted extends Credentials {
  readonly holder: Holder;
  readonly now: Date;
  /** 32 bits; another than the request's. */
  readonly uniqueId: number;
}

/** The login ticket response, an XML document of its own. */
export const ticketResponse = ({
  holder,
  token,
  sign,
  now,
  uniqueId,
}: Granted): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<loginTicketResponse version="1.0">
    <header>
        <source>${WSAA_NAME}</source>
        <destination>${escapeXml(holder.name)}</destination>
        <uniqueId>${uniqueId}</uniqueId>
        <generationTime>${arcaInstant(now)}</generationTime>
        <expirationTime>${arcaInstant(new Date(now.getTime() + TICKET_LIFE_MS))}</expirationTime>
    </header>
    <credentials>
        <token>${token}</token>
        <sign>${sign}</sign>
    </credentials>
</loginTicketResponse>
`;
