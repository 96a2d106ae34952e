import { BOOK } from "../../workers/invoicing/rules/book/index.ts";
import type { Row, RuledOperation } from "../../workers/invoicing/rules/rule.ts";
import { testOf } from "./tests-of.ts";

/** Part of the rows of an operation that are decided here. */
export function shareDecided(operation: RuledOperation): { decided: number; all: number } {
  const rows = BOOK.filter((row) => row.operation === operation);
  return { decided: rows.filter((row) => row.class === "decided").length, all: rows.length };
}

const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)} %`;
const cell = (text: string): string => text.replaceAll("|", "\\|");
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

const operations = (): RuledOperation[] => [...new Set(BOOK.map(({ operation }) => operation))];

function summary(): string {
  const rows = operations().map((operation) => {
    const own = BOOK.filter((row) => row.operation === operation);
    const count = (cls: Row["class"]): number => own.filter((row) => row.class === cls).length;
    const { decided, all } = shareDecided(operation);
    const counts = [decided, count("register"), count("not_applicable"), all].map(String);
    return [operation, ...counts, percent(decided, all)];
  });
  return table(["Operation", "Decided", "Register", "Not applicable", "Rows", "Decided here"], rows);
}

const CLASS: Record<Row["class"], string> = { decided: "decided", register: "register", not_applicable: "not applicable" };

function classOf({ class: cls, note }: Row): string {
  return note === undefined ? CLASS[cls] : `${CLASS[cls]}: ${note}`;
}

const versionOf = ({ since, until }: Row): string => (until === undefined ? since : `${since} until ${until}`);
const codeOf = ({ code, variant }: Row): string => (variant === 1 ? String(code) : `${code} (${variant})`);

function section(operation: RuledOperation): string {
  const rows = BOOK.filter((row) => row.operation === operation).map((row) => [
    codeOf(row),
    row.kind,
    row.fields.join(", "),
    versionOf(row),
    classOf(row),
    row.en,
    testOf(row) ?? "",
  ]);
  return `## ${operation}\n\n${table(["Code", "Kind", "Fields", "Manual", "Class", "What it says", "Test"], rows)}`;
}

/** `docs/rules.md`. */
export function renderReport(): string {
  return `# ARCA's rules, row by row

Made by \`npm run rules\` from \`workers/invoicing/rules/book\` and \`tests/rules/cases\`; a test compares. Every row of the table of validations of the WSFEv1 manual, versions 4.2 to 4.8, is here.

- **decided**: code decides it, from the comprobante, the header, the day, ARCA's parameter tables and what is known of the issuer. A name after it is a table or a fact without which the row is not asked: FEParamGetCotizacion, FEParamGetPtosVenta and FEParamGetActividades are ARCA's own, \`issuerTraits\` says whether the issuer is a financial entity or an insurer of caución. The sandbox has them all, and the product knows them of a sandbox's issuer; before it sends to homologation or production it does not, and leaves the rows so marked to ARCA. A test has each of FECAESolicitar's told by the running sandbox.
- **register**: only ARCA's register knows. The sandbox asks its own register where a test is named; the product leaves the row to ARCA.
- **not applicable**: and why.

A row \`rejects\` the comprobante, or \`observes\` it and lets it pass. Tests are under \`tests/rules\`; each has a comprobante that breaks the rule and one that keeps it.

ARCA has withdrawn 10087, 10179, 10182, 10185, 1428, 1430, 15007, 15013 and 15100, which no row has any more.

${summary()}

${operations().map(section).join("\n\n")}
`;
}
