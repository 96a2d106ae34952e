import { eq } from "drizzle-orm";
import type { Environment } from "../../../shared/catalog.ts";
import { AppError, type Problem } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import { issuers } from "../../db/issuers.ts";
import type { Ctx } from "../../platform/context.ts";

const ID = idPattern("iss");
const FIELD = "represented_by";

interface Represented {
  /** Absent while it is being created. */
  readonly id?: string;
  readonly environment: Environment;
}

/**
 * Whether that issuer's certificates may serve this one. One step only: whoever represents is not represented, so that there is
 * always one certificate to find and never a circle.
 * @throws AppError `invalid_request`
 */
export async function requireRepresentative(ctx: Ctx, { id, environment }: Represented, representedBy: string): Promise<void> {
  const known = ID.test(representedBy) && representedBy !== id;
  const [[representative], [served]] = await ctx.db.read(
    { from: issuers, where: eq(issuers.id, known ? representedBy : ""), limit: 1 },
    { from: issuers, where: eq(issuers.representedBy, id ?? ""), limit: 1 },
  );
  const problems: Problem[] = [];
  if (!representative) problems.push(problem(FIELD, "representative_unknown"));
  if (representative && representative.environment !== environment) {
    problems.push(problem(FIELD, "representative_elsewhere", { other: representative.environment, environment }));
  }
  if (representative && representative.representedBy !== null) problems.push(problem(FIELD, "representative_represented"));
  if (served) problems.push(problem(FIELD, "issuer_represents_others"));
  if (problems.length > 0) throw new AppError("invalid_request", { problems });
}
