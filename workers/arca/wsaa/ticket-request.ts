import { arcaInstant } from "../../../shared/dates.ts";
import { escapeXml } from "../../platform/xml.ts";

const BACKDATED_MS = 10 * 60 * 1000;
const LIFE_MS = 12 * 60 * 60 * 1000;

/**
 * A loginTicketRequest 1.0. It is dated ten minutes back, since a clock ahead of ARCA's would put it in the future there
 * (`xml.generationTime.invalid`); twelve hours is what a ticket lasts whatever is asked.
 *
 * @param uniqueId an unsigned 32-bit number; with the time it identifies the request
 */
export function buildTicketRequest({ service, now, uniqueId }: { service: string; now: Date; uniqueId: number }): string {
  const at = (offset: number): string => arcaInstant(new Date(now.getTime() + offset));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<loginTicketRequest version="1.0">',
    `<header><uniqueId>${uniqueId >>> 0}</uniqueId>`,
    `<generationTime>${at(-BACKDATED_MS)}</generationTime>`,
    `<expirationTime>${at(LIFE_MS)}</expirationTime></header>`,
    `<service>${escapeXml(service)}</service>`,
    "</loginTicketRequest>",
  ].join("\n");
}
