/** How deep, and how many values where nothing else is said: schemas recurse, and many small values cost far more than their bytes. */
const MAX_DEPTH = 32;
const MAX_NODES = 50_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const ESCAPE = 0x5c;
const LETTER_U = 0x75;

export type Verdict = "fine" | "malformed" | "too_many";

/**
 * One pass over a text that claims to be JSON, before anything is built from it. It refuses what JSON.parse would take and
 * what lies behind it could not bear: nesting, masses of values, and the characters that Postgres cannot store.
 * Whether it is JSON at all, JSON.parse says.
 */
export function inspectJson(text: string, maxNodes = MAX_NODES): Verdict {
  let depth = 0;
  let nodes = 1;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      at = endOfString(text, at + 1);
      if (at < 0) return "malformed";
    } else if (isOpening(char)) {
      nodes++;
      if (++depth > MAX_DEPTH) return "malformed";
    } else if (isClosing(char)) depth--;
    else if (char === COMMA) nodes++;
    if (nodes > maxNodes) return "too_many";
  }
  return "fine";
}

const isOpening = (char: number): boolean => char === 0x5b || char === 0x7b;
const isClosing = (char: number): boolean => char === 0x5d || char === 0x7d;

/** Where the closing quote is; -1 if there is none, or the text has a NUL or half of a surrogate pair. */
function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) return at;
    if (char !== ESCAPE) continue;
    at++;
    if (text.charCodeAt(at) !== LETTER_U) continue;
    const unit = escapedUnit(text, at + 1);
    if (unit === 0 || isLowSurrogate(unit)) return -1;
    at += 4;
    if (!isHighSurrogate(unit)) continue;
    if (text[at + 1] !== "\\" || text[at + 2] !== "u" || !isLowSurrogate(escapedUnit(text, at + 3))) return -1;
    at += 6;
  }
  return -1;
}

/** NaN where there are no four hexadecimal digits: JSON.parse will say so. */
const escapedUnit = (text: string, at: number): number => {
  const digits = text.slice(at, at + 4);
  return /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
};

const isHighSurrogate = (unit: number): boolean => unit >= 0xd8_00 && unit <= 0xdb_ff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc_00 && unit <= 0xdf_ff;
