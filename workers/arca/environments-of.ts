import type { Environment } from "../../shared/catalog.ts";
import { AppError } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import type { Ctx } from "../platform/context.ts";

const OF_MODE: Record<Ctx["mode"], readonly Environment[]> = { test: ["sandbox", "homologation"], live: ["production"] };

/** The environments of a mode, or the one of them that was asked for. @throws AppError `invalid_request` for another mode's */
export function environmentsOf(mode: Ctx["mode"], asked: Environment | undefined): readonly Environment[] {
  if (asked === undefined) return OF_MODE[mode];
  if (OF_MODE[mode].includes(asked)) return [asked];
  throw new AppError("invalid_request", { problems: [problem("environment", "environment_not_in_mode", { mode })] });
}
