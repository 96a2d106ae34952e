/** A loginTicketRequest that the signer is willing to sign. */
export interface TicketRequest {
  readonly service: string;
  readonly generatedAt: Date;
  readonly expiresAt: Date;
}

const MAX_LENGTH = 1_000;
const MAX_LIFE_MS = 24 * 60 * 60 * 1000;
const MAX_UNIQUE_ID = 0xff_ff_ff_ff;
const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)`;

/**
 * One anchored pattern rather than a parser: there is no comment, attribute or second element in which anything else could be
 * signed along. Form and limits: WSAA's loginTicketRequest 1.0 (service 3 to 32 characters, at most 24 hours).
 */
const PATTERN = new RegExp(
  [
    String.raw`^<\?xml version="1\.0" encoding="UTF-8"\?>`,
    String.raw`<loginTicketRequest version="1\.0">`,
    "<header>",
    String.raw`<uniqueId>(?<uniqueId>\d{1,10})</uniqueId>`,
    `<generationTime>(?<generated>${TIME})</generationTime>`,
    `<expirationTime>(?<expires>${TIME})</expirationTime>`,
    "</header>",
    String.raw`<service>(?<service>[A-Za-z][A-Za-z0-9_\-]{2,31})</service>`,
    "</loginTicketRequest>$",
  ].join(String.raw`\s*`),
);

/** @returns undefined when the text is anything but a well-formed request */
export function readTicketRequest(text: string): TicketRequest | undefined {
  const found = text.length <= MAX_LENGTH ? PATTERN.exec(text)?.groups : undefined;
  if (!found) return undefined;
  const { uniqueId = "", generated = "", expires = "", service = "" } = found;
  const generatedAt = new Date(generated);
  const expiresAt = new Date(expires);
  const life = expiresAt.getTime() - generatedAt.getTime();
  return Number(uniqueId) <= MAX_UNIQUE_ID && life > 0 && life <= MAX_LIFE_MS ? { service, generatedAt, expiresAt } : undefined;
}
