import type { newId } from "../../shared/ids.ts";
import type { Database } from "../db/database.ts";

/** What the chores need, on nobody's behalf. */
export interface ChorePorts {
  readonly database: Database;
  readonly issuers: Env["ISSUER"];
  readonly chores: Env["ARCA_CHORES"];
  readonly now: () => Date;
  readonly newId: typeof newId;
}
