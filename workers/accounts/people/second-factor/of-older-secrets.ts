import type { PeopleCtx } from "../context.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";
import { openSeed, sealSeed } from "./sealed-seed.ts";

/** better-auth knows the current secret alone: what was kept under an older one is brought to it before it looks. */

/** Seals his seed anew; nothing where it is under the current secret. @throws AppError `second_factor_unreadable` */
export async function renewSeed({ db, authSecrets }: PeopleCtx, email: string): Promise<void> {
  const kept = await db.secondFactorOf(email);
  if (!kept || (await isCurrent(authSecrets[0], kept.secret))) return;
  await db.replaceSeed(kept.secret, await sealSeed(authSecrets, await openSeed(authSecrets, kept.secret)));
}

const isCurrent = (current: string, sealed: string): Promise<boolean> =>
  openSeed([current], sealed).then(
    () => true,
    () => false,
  );

/** Under the secret that this code of his was made under; codes cannot be brought to another. */
export async function hashAsStored({ db, authSecrets: [current, ...older] }: PeopleCtx, email: string, typed: string): Promise<string> {
  const kept = older.length === 0 ? undefined : await db.secondFactorOf(email);
  const hashes = older.map((secret) => hashRecoveryCode(secret, typed));
  return hashes.find((hash) => kept?.codes.includes(hash)) ?? hashRecoveryCode(current, typed);
}
