import { type SQL, sql } from "drizzle-orm";
import { AppError, errorCode } from "../../shared/errors.ts";
import { postgresError } from "./database.ts";

/** The rows of a query as JSON, so that times, arrays and nested values come in one known form. */
export const asJson = (query: SQL): SQL => sql`select row_to_json(r) as row from (${query}) r`;

/** What `asJson` gave. The columns are those of the statement beside which this is called. */
export const rowsOf = <Row>(rows: readonly Record<string, unknown>[] = []): Row[] => rows.map(({ row }) => row as Row);

/** SQLSTATE of `must_affect` in migrations/0008_organizations.sql; its message is the code of an error of ours. */
const GUARD = "AR001";

/** A change that must change something, or the whole batch fails with that error. @param query with `returning 1` */
export const mustAffect = (query: SQL, code: string): SQL => sql`with w as (${query}) select must_affect(count(*), ${code}) from w`;

/** What a guard in a batch has said, as the error that it means. Use as `.catch(saidByGuard)`. */
export function saidByGuard(error: unknown): never {
  const { code, message } = postgresError(error);
  throw code === GUARD ? new AppError(errorCode({ code: message }), { cause: error }) : error;
}
