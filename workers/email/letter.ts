/** What a mail says, before it is text or HTML. */
export interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** The one thing to do. */
  readonly action?: { readonly label: string; readonly url: string };
}

/** A mail as it is sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
}

const STYLE = "font:16px/1.6 system-ui,sans-serif;color:#1d2433;max-width:34rem;margin:0 auto;padding:1.5rem";
const BUTTON = "display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#1f4fd8;color:#fff;text-decoration:none";

export function toMail(to: string, letter: Letter): Mail {
  const { action } = letter;
  const [subject, paragraphs] = [oneLine(letter.subject), letter.paragraphs.map(oneLine)];
  const lines = action ? [...paragraphs, `${action.label}: ${action.url}`] : paragraphs;
  const body = paragraphs.map((line) => `<p>${escape(line)}</p>`).join("");
  const button = action ? `<p><a href="${escape(action.url)}" style="${BUTTON}">${escape(action.label)}</a></p>` : "";
  return {
    to,
    subject,
    text: `${lines.join("\n\n")}\n\nARCA API\n`,
    html: `<!doctype html><meta charset="utf-8"><title>${escape(subject)}</title><body style="${STYLE}">${body}${button}<p>ARCA API</p></body>`,
    links: action ? [action.url] : [],
  };
}

/**
 * A subject is a header: a line end in a name that somebody chose would begin another one. In the text it would begin a paragraph in our
 * name; other control characters, and those of the direction of writing, would hide what stands there.
 */
const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
