import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderReport } from "./rules/render-report.ts";

/** Writes docs/rules.md anew. */
writeFileSync(join(import.meta.dirname, "../docs/rules.md"), renderReport());
