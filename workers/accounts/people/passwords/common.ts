import { COMMON_PASSWORDS } from "./common.data.ts";

const common = new Set(COMMON_PASSWORDS.split(/\s+/).filter(Boolean));

const RUNS = [
  "012345678901234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertyuiopqwertyuiop",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];
const backwards = (text: string): string => text.split("").toReversed().join("");
const runs = RUNS.flatMap((run) => [run, backwards(run)]);

const LEET: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s" };

/**
 * Is it one of the commonest, as it is, behind figures and signs before or after it, in leet, or only repeated? That is what
 * people make of a common password where twelve characters are asked for, and what is tried first.
 */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  const unit = repeatedUnit(lower);
  return [lower, unit].some((text) => isKnown(text)) || unit.length <= 4 || runs.some((run) => run.includes(lower));
}

function isKnown(text: string): boolean {
  const plain = [text, unleet(text)];
  return [...plain, ...plain.map(core), unleet(core(text))].some((form) => common.has(form));
}

const unleet = (text: string): string => text.replaceAll(/[013457@$]/g, (char) => LEET[char] ?? char);

/** Without what is no letter at either end. */
const core = (text: string): string => text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

/** `abc` of `abcabcabc`; the whole where nothing repeats. */
function repeatedUnit(text: string): string {
  const period = `${text}${text}`.indexOf(text, 1);
  return text.slice(0, period);
}
